import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, defaultModels, findModel, modelCatalog } from './catalog.ts';
import type { ModelUsage } from './provider.ts';

const NOVEMBER = new Date('2026-11-21T12:00:00Z');
const MILLION = 1_000_000;

describe('the catalogue', () => {
  it('has the defaults of every vendor, each id once', () => {
    for (const [provider, models] of Object.entries(defaultModels)) {
      for (const [profile, id] of Object.entries(models)) {
        expect(findModel(provider, id)).toMatchObject({ profile, vision: true, tools: true });
      }
    }
    expect(new Set(modelCatalog.map(({ provider, id }) => `${provider} ${id}`)).size).toBe(
      modelCatalog.length,
    );
  });

  it('knows dated ids and no strangers', () => {
    expect(findModel('openai', 'gpt-6.1-sol-2026-09-29')?.id).toBe('gpt-6.1-sol');
    expect(findModel('anthropic', 'claude-haiku-5-5-20261007')?.id).toBe('claude-haiku-5-5');
    expect(findModel('gemini', 'gpt-6.1-sol')).toBeNull();
    expect(findModel('compatible', 'qwen3')).toBeNull();
  });
});

describe('costs', () => {
  it.each([
    ['gemini-4-argon', '2026-11-30T23:59:59Z', 12],
    ['gemini-4-argon', '2026-12-01T00:00:00Z', 24],
    ['gemini-3.8-flash', '2026-12-31T12:00:00Z', 4.5],
    ['gemini-3.8-flash', '2027-01-01T12:00:00Z', 9],
  ])('%s at %s: %d dollars for a million in and out', (model, on, dollars) => {
    // Below every step: ten calls of a tenth.
    const usage = used({ inputTokens: MILLION / 10, outputTokens: MILLION / 10 });
    expect(10 * (costOf({ provider: 'gemini', model }, usage, new Date(on)) ?? 0)).toBeCloseTo(dollars, 9);
  });

  it('of a prompt above the step are those of a long one, as a whole', () => {
    const sol = { provider: 'openai', model: 'gpt-6.1-sol' };
    expect(costOf(sol, used({ inputTokens: 272_000 }), NOVEMBER)).toBeCloseTo(0.544, 9);
    expect(costOf(sol, used({ inputTokens: 272_001, outputTokens: 1000 }), NOVEMBER)).toBeCloseTo(
      (272_001 * 4 + 1000 * 15) / MILLION,
      9,
    );
  });

  it('tell cached, written and fresh tokens apart', () => {
    const usage = used({ inputTokens: 100_000, cachedTokens: 60_000, cacheWriteTokens: 30_000 });
    expect(costOf({ provider: 'anthropic', model: 'claude-sonnet-5-5' }, usage, NOVEMBER)).toBeCloseTo(
      (10_000 * 2 + 60_000 * 0.1 + 30_000 * 2.5) / MILLION,
      9,
    );
  });

  it('are not guessed for a model without a price', () => {
    expect(costOf({ provider: 'compatible', model: 'qwen3' }, used({ inputTokens: 5 }), NOVEMBER)).toBeNull();
  });

  it('are never negative, and never lower for more tokens', () => {
    const tokens = fc.nat(400_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...modelCatalog),
        tokens,
        tokens,
        tokens,
        (model, cached, fresh, output) => {
          const cost = (extra: number) =>
            costOf(
              { provider: model.provider, model: model.id },
              used({
                inputTokens: cached + fresh + extra,
                cachedTokens: cached,
                outputTokens: output + extra,
              }),
              NOVEMBER,
            ) ?? Number.NaN;
          expect(cost(0)).toBeGreaterThanOrEqual(0);
          expect(cost(1)).toBeGreaterThan(cost(0));
        },
      ),
    );
  });
});

function used(part: Partial<ModelUsage>): ModelUsage {
  return { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0, ...part };
}
