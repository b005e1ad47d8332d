/** The two ways to answer that a person chooses between. */
export type ModelProfile = 'simple' | 'complex';

/** Vendors whose models are known by name. */
export type CatalogProvider = 'gemini' | 'openai' | 'anthropic';

/** US dollars for a million tokens. */
export interface TokenPrice {
  input: number;
  /** Thinking included. */
  output: number;
  /** Input read from the vendor's cache; `null` when it costs as any other, or is not known. */
  cachedInput: number | null;
  /** Input written to the vendor's cache; `null` when it costs as any other. */
  cacheWrite: number | null;
}

export interface ModelPrice extends TokenPrice {
  /** Of a whole call whose prompt is longer than `above` tokens; `null` when all prompts cost the same. */
  long: (TokenPrice & { above: number }) | null;
  /** Last day of an introductory price, ISO date in UTC; `null` for a standing one. */
  until: string | null;
  /** The price after `until`; `null` when not announced. */
  next: ModelPrice | null;
}

export interface CatalogModel {
  provider: CatalogProvider;
  id: string;
  profile: ModelProfile;
  /** Sees pictures. */
  vision: boolean;
  /** Calls tools. */
  tools: boolean;
  /** Largest prompt in tokens. */
  contextTokens: number;
  maxOutputTokens: number;
  /** `null` when unknown: then cost is not shown rather than guessed. */
  price: ModelPrice | null;
}

/** A standing price without steps. */
export function flatPrice(
  input: number,
  output: number,
  cache: { read?: number; write?: number } = {},
): ModelPrice {
  return {
    input,
    output,
    cachedInput: cache.read ?? null,
    cacheWrite: cache.write ?? null,
    long: null,
    until: null,
    next: null,
  };
}
