import {
  createExtractiveProvider,
  createGeminiProvider,
  defaultGeminiModels,
  type Extract,
  type ModelProvider,
  type PlanSearch,
} from '@aizoomdoc/models';

export type ModelProfile = 'simple' | 'complex';

/** Which model answers, without its key: may be stored with the run. */
export interface ModelChoice {
  provider: 'gemini' | 'extractive';
  model: string;
}

export interface AiDeps {
  geminiBaseUrl: string;
  /** Key of everybody without an own one; only the scripted model has such. */
  sharedGeminiKey: string | null;
  extract: Extract;
  planSearch: PlanSearch;
  readGeminiKey(userId: string): Promise<string | null>;
}

/** Chooses the model of a run and hands out its provider with the asking user's own key. */
export function createAi({ geminiBaseUrl, sharedGeminiKey, extract, planSearch, readGeminiKey }: AiDeps) {
  const providers: Record<ModelChoice['provider'], ModelProvider> = {
    gemini: createGeminiProvider({ baseUrl: geminiBaseUrl }),
    extractive: createExtractiveProvider({ extract, planSearch }),
  };
  const keyOf = async (userId: string) => (await readGeminiKey(userId)) ?? sharedGeminiKey;

  return {
    /** With a key the profile's Gemini, without one the extractive answerer. */
    async choose(userId: string, profile: ModelProfile): Promise<ModelChoice> {
      const key = await keyOf(userId);
      if (key === null) return { provider: 'extractive', model: 'extractive' };
      return { provider: 'gemini', model: defaultGeminiModels[profile] };
    },

    /** The provider of a choice and the user's key at this moment. */
    async open(
      choice: ModelChoice,
      userId: string,
    ): Promise<{ provider: ModelProvider; apiKey: string | null }> {
      const apiKey = choice.provider === 'gemini' ? await keyOf(userId) : null;
      return { provider: providers[choice.provider], apiKey };
    },
  };
}

export type Ai = ReturnType<typeof createAi>;
