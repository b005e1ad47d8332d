import { type CatalogModel, flatPrice } from './model.ts';

const COMMON = {
  provider: 'anthropic',
  vision: true,
  tools: true,
  contextTokens: 1_000_000,
  maxOutputTokens: 128_000,
} as const;

/**
 * Claude models worth offering, the default of each profile first. Ids are those that `@ai-sdk/anthropic` 4.0.102 knows;
 * limits and prices are from https://platform.claude.com/docs/en/about-claude/pricing as of October 2026, writes to the
 * cache at the rate for five minutes.
 */
export const anthropicCatalog: readonly CatalogModel[] = [
  {
    ...COMMON,
    id: 'claude-sonnet-5-5',
    profile: 'simple',
    price: flatPrice(2, 10, { read: 0.1, write: 2.5 }),
  },
  { ...COMMON, id: 'claude-opus-5-5', profile: 'complex', price: flatPrice(4, 20, { read: 0.2, write: 5 }) },
  {
    ...COMMON,
    id: 'claude-haiku-5-5',
    profile: 'simple',
    price: {
      ...flatPrice(0.1, 0.5, { read: 0.01, write: 0.125 }),
      long: { above: 100_000, input: 0.5, output: 2.5, cachedInput: 0.05, cacheWrite: 0.625 },
    },
  },
  {
    ...COMMON,
    id: 'claude-fable-5-1',
    profile: 'complex',
    price: flatPrice(10, 50, { read: 0.25, write: 12.5 }),
  },
];
