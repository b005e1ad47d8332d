import {
  createExtractiveProvider,
  createGeminiProvider,
  type Extract,
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
  const fixed: Partial<Record<ModelChoice['provider'], ModelProvider>> = {
    gemini: createGeminiProvider({ baseUrl: baseUrls.gemini }),
    extractive: createExtractiveProvider({ extract, planSearch }),
  };
  return {
    /** @param compatibleUrl address of the installation's own endpoint */
    get(provider: ModelChoice['provider'], _compatibleUrl: string | null): ModelProvider {
      const found = fixed[provider];
      if (found === undefined) throw new Error(`no provider ${provider}`);
      return found;
    },
  };
}

export type Providers = ReturnType<typeof createProviders>;
