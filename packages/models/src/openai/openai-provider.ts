import type { ModelProvider } from '../provider.ts';
import { providerBaseUrl } from '../wire/base-url.ts';
import { headerSafeKey } from '../wire/key.ts';
import { type LineSettings, lineOptions } from '../wire/line.ts';
import { type OpenCall, streamStep } from '../wire/step.ts';
import { toOpenAiCall } from './prompt.ts';
import { openSdkModel } from './sdk.ts';
import { openAi } from './vendor.ts';

export interface OpenAiProviderOptions extends LineSettings {
  /** Default OpenAI's own address; an address without a path gets `/v1`. https, or http on loopback. */
  baseUrl?: string | undefined;
  /** Whether to ask for summaries of thinking; default yes. OpenAI refuses them to organizations it has not verified. */
  thinkingSummaries?: boolean | undefined;
}

/**
 * OpenAI over its Responses API, with the caller's key on every call; nothing is stored there (`store: false`).
 *
 * @throws {ModelConfigError} when the address is not https and not on loopback.
 */
export function createOpenAiProvider(options: OpenAiProviderOptions = {}): ModelProvider {
  const baseUrl = providerBaseUrl(options.baseUrl ?? 'https://api.openai.com', { defaultPath: '/v1' });
  // It answers at once that it has begun, then thinks in silence.
  const line = lineOptions(options, { idleTimeoutMs: 300_000 });
  const { thinkingSummaries = true } = options;
  return {
    id: 'openai',
    stream(request, { apiKey, signal }) {
      const open: OpenCall = async ({ fetch, signal }) => ({
        model: await openSdkModel({
          model: request.model,
          baseUrl,
          apiKey: headerSafeKey(apiKey),
          fetch,
        }),
        call: toOpenAiCall(request, signal, { thinkingSummaries }),
      });
      return streamStep(openAi, open, { line, signal });
    },
  };
}
