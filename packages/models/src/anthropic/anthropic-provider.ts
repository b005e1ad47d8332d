import type { ModelProvider } from '../provider.ts';
import { providerBaseUrl } from '../wire/base-url.ts';
import { headerSafeKey } from '../wire/key.ts';
import { type LineSettings, lineOptions } from '../wire/line.ts';
import { type OpenCall, streamStep } from '../wire/step.ts';
import { toAnthropicCall } from './prompt.ts';
import { openSdkModel } from './sdk.ts';
import { anthropic } from './vendor.ts';

export interface AnthropicProviderOptions extends LineSettings {
  /** Default Anthropic's own address; an address without a path gets `/v1`. https, or http on loopback. */
  baseUrl?: string | undefined;
}

/**
 * Anthropic's Claude over its public protocol, with the caller's key on every call.
 *
 * @throws {ModelConfigError} when the address is not https and not on loopback.
 */
export function createAnthropicProvider(options: AnthropicProviderOptions = {}): ModelProvider {
  const baseUrl = providerBaseUrl(options.baseUrl ?? 'https://api.anthropic.com', { defaultPath: '/v1' });
  const line = lineOptions(options);
  return {
    id: 'anthropic',
    stream(request, { apiKey, signal }) {
      const open: OpenCall = async ({ fetch, signal }) => ({
        model: await openSdkModel({ model: request.model, baseUrl, apiKey: headerSafeKey(apiKey), fetch }),
        call: toAnthropicCall(request, signal),
      });
      return streamStep(anthropic, open, { line, signal });
    },
  };
}
