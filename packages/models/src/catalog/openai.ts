import { type CatalogModel, flatPrice, type ModelPrice } from './model.ts';

const COMMON = {
  provider: 'openai',
  vision: true,
  tools: true,
  contextTokens: 922_000,
  maxOutputTokens: 128_000,
} as const;

/**
 * OpenAI models worth offering, the default of each profile first. Ids are those that `@ai-sdk/openai` 4.0.115 knows;
 * limits and prices are from https://developers.openai.com/api/docs/pricing as of November 2026.
 */
export const openAiCatalog: readonly CatalogModel[] = [
  { ...COMMON, id: 'gpt-6.1-terra', profile: 'simple', price: steppedPrice(1, 5, 0.05) },
  { ...COMMON, id: 'gpt-6.1-sol', profile: 'complex', price: steppedPrice(2, 10, 0.1) },
  { ...COMMON, id: 'gpt-6-luna', profile: 'simple', price: steppedPrice(0.1, 0.5, 0.01) },
  { ...COMMON, id: 'gpt-6-astra', profile: 'complex', price: steppedPrice(10, 50, 1) },
];

/** Writing to the cache costs a quarter more; above 272 000 tokens a prompt costs twice, its answer one and a half. */
function steppedPrice(input: number, output: number, cached: number): ModelPrice {
  const write = input * 1.25;
  return {
    ...flatPrice(input, output, { read: cached, write }),
    long: {
      above: 272_000,
      input: input * 2,
      output: output * 1.5,
      cachedInput: cached * 2,
      cacheWrite: write * 2,
    },
  };
}
