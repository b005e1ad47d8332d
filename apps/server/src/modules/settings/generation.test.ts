import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveGeneration } from './generation.ts';
import { systemDefaults } from './system-defaults.ts';

const { generation } = systemDefaults;
const nothing = {
  temperature: null,
  top_p: null,
  thinking_enabled: null,
  thinking_budget: null,
  media_resolution: null,
};
const range = (most: number) =>
  fc
    .tuple(fc.double({ min: 0, max: most, noNaN: true }), fc.double({ min: 0, max: most, noNaN: true }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
const resolution = fc.constantFrom('low' as const, 'medium' as const, 'high' as const);
const order = ['low', 'medium', 'high'];

describe('what a run generates with', () => {
  it('is the defaults of the installation where the user wishes nothing', () => {
    expect(effectiveGeneration(nothing, { generation })).toEqual({
      mediaResolution: 'high',
      maxOutputTokens: 16_384,
    });
  });

  it('is what the user wishes, at the nearer end of the bounds', () => {
    fc.assert(
      fc.property(
        fc.record({ temperature: range(2), top_p: range(1), thinking_budget: range(32_768) }),
        fc.record({
          temperature: fc.double({ min: 0, max: 2, noNaN: true }),
          top_p: fc.double({ min: 0, max: 1, noNaN: true }),
          thinking_budget: fc.nat(32_768),
          media_resolution: resolution,
        }),
        resolution,
        (bounds, wishes, most) => {
          const all = { ...generation, bounds: { ...bounds, media_resolution: { max: most } } };
          const used = effectiveGeneration({ ...nothing, ...wishes }, { generation: all });
          for (const [name, value] of [
            ['temperature', used.temperature],
            ['top_p', used.topP],
            ['thinking_budget', used.thinkingBudget],
          ] as const) {
            const { min, max } = bounds[name];
            expect(value).toBe(wishes[name] < min ? min : wishes[name] > max ? max : wishes[name]);
          }
          const at = Math.min(order.indexOf(wishes.media_resolution), order.indexOf(most));
          expect(used.mediaResolution).toBe(order[at]);
        },
      ),
    );
  });

  it('thinks as the user says, where the bounds let it', () => {
    const budget = (wishes: object, settings: object = {}, range = { min: 0, max: 1000 }) =>
      effectiveGeneration(
        { ...nothing, ...wishes },
        {
          generation: {
            ...generation,
            ...settings,
            bounds: { ...generation.bounds, thinking_budget: range },
          },
        },
      ).thinkingBudget;
    expect(budget({ thinking_enabled: false, thinking_budget: 500 })).toBe(0);
    expect(budget({ thinking_enabled: false }, {}, { min: 128, max: 1000 })).toBe(128);
    expect(budget({ thinking_enabled: true }, { thinking_budget: 0 })).toBeUndefined();
    expect(budget({}, { thinking_budget: 0 })).toBe(0);
    expect(budget({}, { thinking_budget: 300 })).toBe(300);
    expect(budget({ thinking_enabled: true }, {}, { min: 0, max: 0 }), 'nobody may').toBe(0);
    expect(budget({ thinking_budget: 700 }, { thinking_budget: 300 })).toBe(700);
  });
});
