import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Budget, callTimeoutMs, exhaustedBy, leftOf, nothingSpent, tellLeft } from './budget.ts';

const budget: Budget = {
  max_model_calls: 10,
  max_pictures: 20,
  max_pixels: 1_000_000,
  max_input_tokens: 100_000,
  max_cost_usd: 1,
  max_seconds: 600,
};

const prompt = (tokens: number) => ({ tokens, most: 50_000 });

describe('the next call is the last one', () => {
  test('never at the beginning of a run that may call twice', () => {
    expect(exhaustedBy(budget, nothingSpent, prompt(5_000))).toBeNull();
    expect(exhaustedBy({ ...budget, max_model_calls: 1 }, nothingSpent, prompt(0))).toBe('model_calls');
  });

  test.each([
    ['model_calls', { modelCalls: 9 }],
    ['input_tokens', { modelCalls: 3, inputTokens: 95_000 }],
    ['cost', { modelCalls: 3, costUsd: 0.9 }],
    ['time', { modelCalls: 3, ms: 560_000 }],
  ] as const)('when %s would not suffice for a turn and the answer', (reason, spent) => {
    expect(exhaustedBy(budget, { ...nothingSpent, ...spent }, prompt(5_000))).toBe(reason);
  });

  test('when the prompt would not fit the model', () => {
    const spent = { ...nothingSpent, modelCalls: 2, inputTokens: 40_000 };
    expect(exhaustedBy(budget, spent, prompt(40_000))).toBe('input_tokens');
    expect(
      exhaustedBy({ ...budget, max_input_tokens: 1e6 }, spent, { tokens: 40_000, most: null }),
    ).toBeNull();
  });

  test('not because of pictures: texts can still be read', () => {
    expect(exhaustedBy(budget, { ...nothingSpent, modelCalls: 2, pictures: 20 }, prompt(100))).toBeNull();
  });
});

test('what is left is never negative, and a call always gets some time', () => {
  fc.assert(
    fc.property(
      fc.record({
        modelCalls: fc.nat(30),
        pictures: fc.nat(40),
        pixels: fc.nat(2_000_000),
        inputTokens: fc.nat(200_000),
        costUsd: fc.double({ min: 0, max: 3, noNaN: true }),
        ms: fc.nat(2_000_000),
      }),
      (spent) => {
        expect(Object.values(leftOf(budget, spent)).every((value) => value === null || value >= 0)).toBe(
          true,
        );
        expect(callTimeoutMs(budget, spent)).toBeGreaterThan(0);
      },
    ),
  );
});

test('it is told in words that agree with their numbers', () => {
  const left = leftOf(budget, { ...nothingSpent, modelCalls: 7, pictures: 19, ms: 480_000 });
  expect(tellLeft(left)).toBe('2\u00a0вызова, 1\u00a0картинка, 100\u00a0000\u00a0токенов, 2\u00a0мин');
  expect(tellLeft({ ...left, ms: 59_000 }, { withPictures: false })).toBe(
    '2\u00a0вызова, 100\u00a0000\u00a0токенов, 59\u00a0с',
  );
});
