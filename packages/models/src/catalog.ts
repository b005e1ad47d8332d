/** The two ways to answer that a person chooses between. */
export type ModelProfile = 'simple' | 'complex';

/** US dollars for a million tokens. */
export interface ModelPrice {
  input: number;
  /** Thinking included. */
  output: number;
  /** Input read from the vendor's cache; `null` when unknown. */
  cachedInput: number | null;
  /** Last day of an introductory price, ISO date; `null` for a standing one. */
  until: string | null;
}

export interface CatalogModel {
  id: string;
  profile: ModelProfile;
  /** Largest prompt in tokens. */
  contextTokens: number;
  maxOutputTokens: number;
  /** `null` when unknown: then cost is not shown rather than guessed. */
  price: ModelPrice | null;
}

/**
 * Gemini models worth offering, the default of each profile first. Ids are those that `@ai-sdk/google` 4.0.118 knows;
 * limits are from https://ai.google.dev/gemini-api/docs/models and prices from
 * https://ai.google.dev/gemini-api/docs/pricing, both as of October 2026.
 */
export const geminiCatalog: readonly CatalogModel[] = [
  {
    id: 'gemini-3.8-flash',
    profile: 'simple',
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    price: { input: 0.75, output: 3.75, cachedInput: null, until: '2026-12-31' },
  },
  {
    id: 'gemini-4-argon',
    profile: 'complex',
    // Prompt and answer share this limit; the length of an answer is Google's advice, not its cap.
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    price: { input: 2, output: 10, cachedInput: 0.1, until: '2026-11-30' },
  },
  {
    id: 'gemini-3.1-pro-preview',
    profile: 'complex',
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    // Prompts over 200 000 tokens cost 4 and 18.
    price: { input: 2, output: 12, cachedInput: 0.2, until: null },
  },
];

/** The model of a profile unless an admin chose another. */
export const defaultGeminiModels: Readonly<Record<ModelProfile, string>> = {
  simple: 'gemini-3.8-flash',
  complex: 'gemini-4-argon',
};
