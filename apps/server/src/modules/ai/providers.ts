import {
  createAnthropicProvider,
  createCompatibleProvider,
  createExtractiveProvider,
  createGeminiProvider,
  createOpenAiProvider,
  type Extract,
  ModelError,
  type ModelProvider,
  type PlanSearch,
} from '@aizoomdoc/models';
import type { ModelChoice } from './choice.ts';

export interface ProvidersOptions {
  /** Addresses of the vendors. */
  baseUrls: { gemini: string; openai: string; anthropic: string };
  extract: Extract;
  planSearch: PlanSearch;
}

/** Every vendor that can answer, by name. */
export function createProviders({ baseUrls, extract, planSearch }: ProvidersOptions) {
  const vendors: Record<Exclude<ModelChoice['provider'], 'compatible'>, ModelProvider> = {
    gemini: createGeminiProvider({ baseUrl: baseUrls.gemini }),
    openai: createOpenAiProvider({ baseUrl: baseUrls.openai }),
    anthropic: createAnthropicProvider({ baseUrl: baseUrls.anthropic }),
    extractive: createExtractiveProvider({ extract, planSearch }),
  };
  /** The installation's own endpoint, as the settings had it last. */
  let endpoint: { url: string; provider: ModelProvider } | null = null;

  return {
    /** @param endpointUrl address of the installation's own endpoint; an administrator may change it at any time */
    get(provider: ModelChoice['provider'], endpointUrl: string | null): ModelProvider {
      if (provider !== 'compatible') return vendors[provider];
      if (endpointUrl === null)
        throw new ModelError('unavailable', 'the endpoint was taken out of the settings');
      if (endpoint?.url !== endpointUrl) {
        const own = createCompatibleProvider({ baseUrl: endpointUrl, allowPrivateHttp: true });
        endpoint = { url: endpointUrl, provider: own };
      }
      return endpoint.provider;
    },
  };
}
