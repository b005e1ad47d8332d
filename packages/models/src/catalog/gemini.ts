import { type CatalogModel, flatPrice } from './model.ts';

const COMMON = {
  provider: 'gemini',
  vision: true,
  tools: true,
  // Prompt and answer of Gemini 4 share this limit; the length of its answer is Google's advice, not its cap.
  contextTokens: 1_048_576,
  maxOutputTokens: 65_536,
} as const;

/**
 * Gemini models worth offering, the default of each profile first. Ids are those that `@ai-sdk/google` 4.0.118 knows;
 * limits are from https://ai.google.dev/gemini-api/docs/models and prices from
 * https://ai.google.dev/gemini-api/docs/pricing, both as of October 2026. Storage of cached prefixes is billed apart.
 */
export const geminiCatalog: readonly CatalogModel[] = [
  {
    ...COMMON,
    id: 'gemini-3.8-flash',
    profile: 'simple',
    price: {
      ...flatPrice(0.75, 3.75, { read: 0.075 }),
      until: '2026-12-31',
      next: flatPrice(1.5, 7.5, { read: 0.15 }),
    },
  },
  {
    ...COMMON,
    id: 'gemini-4-argon',
    profile: 'complex',
    price: {
      ...flatPrice(2, 10, { read: 0.1 }),
      until: '2026-11-30',
      next: flatPrice(4, 20, { read: 0.2 }),
    },
  },
  {
    ...COMMON,
    id: 'gemini-3.1-pro-preview',
    profile: 'complex',
    price: {
      ...flatPrice(2, 12, { read: 0.2 }),
      long: { above: 200_000, input: 4, output: 18, cachedInput: 0.4, cacheWrite: null },
    },
  },
];
