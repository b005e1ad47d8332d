import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens, imageTokens } from './tokens.ts';

describe('tokens of a text', () => {
  it.each([
    // Counted with o200k_base.
    ['Перемычка марки А4-14 стоит над проёмом на отметке +3,300 по ведомости листа 12.', 29],
    ['The lintel stands above the opening at elevation +3.300 according to sheet 12.', 19],
    ['', 0],
  ])('%s', (text, counted) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(counted * 0.9);
    expect(estimateTokens(text)).toBeLessThanOrEqual(Math.ceil(counted * 1.5));
  });

  it('add up', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const apart = estimateTokens(a) + estimateTokens(b);
        expect(Math.abs(estimateTokens(a + b) - apart)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('tokens of a picture', () => {
  it.each([
    ['gemini', [4000, 3000], undefined, 1120],
    ['gemini', [10, 10], 'low', 280],
    ['anthropic', [280, 280], 'high', 100],
    ['anthropic', [9933, 7016], undefined, 4784],
    ['openai', [2048, 1024], 'low', 128],
    ['openai', [1024, 1024], 'high', 1024],
    ['openai', [9933, 7016], 'high', 10_000],
  ] as const)('%s %j %s: about %i', (provider, [width, height], resolution, tokens) => {
    const found = imageTokens(width, height, provider, resolution);
    expect(found).toBeLessThanOrEqual(tokens);
    expect(found).toBeGreaterThan(tokens * 0.95);
  });
});
