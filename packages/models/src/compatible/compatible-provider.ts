import type { ModelProvider } from '../provider.ts';
import { providerBaseUrl } from '../wire/base-url.ts';
import { headerSafeKey } from '../wire/key.ts';
import { type LineSettings, lineOptions } from '../wire/line.ts';
import { type OpenCall, streamStep } from '../wire/step.ts';
import { toCompatibleCall } from './prompt.ts';
import { openSdkModel } from './sdk.ts';
import { compatible } from './vendor.ts';

export interface CompatibleProviderOptions extends LineSettings {
  /** E.g. `http://127.0.0.1:11434`; an address without a path gets `/v1`. https, or http on loopback. */
  baseUrl: string;
  /** Lets the address be plain http in a private network too; default no. */
  allowPrivateHttp?: boolean | undefined;
  /** Whether the server's models take `reasoning_effort`; default no, since those that do not think refuse it. */
  takesEffort?: boolean | undefined;
}

/**
 * Any server that speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp and the like. The key is optional.
 *
 * @throws {ModelConfigError} when the address is neither https nor one that http is allowed for.
 */
export function createCompatibleProvider(options: CompatibleProviderOptions): ModelProvider {
  const { allowPrivateHttp = false, takesEffort = false } = options;
  const baseUrl = providerBaseUrl(options.baseUrl, { defaultPath: '/v1', allowPrivateHttp });
  // Somebody's own machine may read a long prompt for minutes.
  const line = lineOptions(options, { firstByteTimeoutMs: 300_000, idleTimeoutMs: 120_000 });
  return {
    id: 'compatible',
    stream(request, { apiKey, signal }) {
      const open: OpenCall = async ({ fetch, signal }) => ({
        model: await openSdkModel({
          model: request.model,
          baseUrl,
          apiKey: apiKey ? headerSafeKey(apiKey) : null,
          fetch,
        }),
        call: toCompatibleCall(request, signal, { takesEffort }),
      });
      return streamStep(compatible, open, { line, signal });
    },
  };
}
