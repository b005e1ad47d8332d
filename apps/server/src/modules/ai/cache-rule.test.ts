import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CacheQuestion, isCachingWorth } from './cache-rule.ts';

const large: CacheQuestion = {
  prefixTokens: 100_000,
  minTokens: 32_768,
  callsLeft: 6,
  price: { input: 2, cachedInput: 0.2 },
  lastCall: { inputTokens: 100_000, cachedTokens: 0 },
};

describe('a prefix is cached by hand', () => {
  test('when it is large, calls are to come and nobody caches it yet', () => {
    expect(isCachingWorth(large)).toBe(true);
  });

  test.each<[string, Partial<CacheQuestion>]>([
    ['it is below the least size', { prefixTokens: 20_000 }],
    ['one call is left: it would be paid twice', { callsLeft: 1 }],
    ['the price is unknown', { price: null }],
    ['the price of cached input is unknown', { price: { input: 2, cachedInput: null } }],
    ['cached input is hardly cheaper', { price: { input: 2, cachedInput: 1.9 } }],
    ['the vendor caches by itself', { lastCall: { inputTokens: 100_000, cachedTokens: 80_000 } }],
  ])('not when %s', (_, change) => {
    expect(isCachingWorth({ ...large, ...change })).toBe(false);
  });

  test('more calls never make it worse', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (calls, cachedInput) => {
          const at = (callsLeft: number) =>
            isCachingWorth({ ...large, callsLeft, price: { input: 2, cachedInput } });
          expect(at(calls + 1) || !at(calls)).toBe(true);
        },
      ),
    );
  });
});
