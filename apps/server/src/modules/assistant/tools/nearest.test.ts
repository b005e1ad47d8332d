import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const sign = fc.constantFrom(...'ACDEFHJKMNPRTUVWXY34679');
const code = fc.array(sign, { minLength: 11, maxLength: 11 }).map((signs) => signs.join(''));

test('the code that a slip was made in is the nearest, whatever else there is', () => {
  fc.assert(
    fc.property(code, fc.array(code, { maxLength: 20 }), fc.nat(10), (right, others, at) => {
      const wrong = `${right.slice(0, at)}?${right.slice(at + 1)}`;
      const candidates = [...others, right].map((text) => ({ text }));
      const [first, ...more] = nearest(wrong, candidates, 3);
      expect(first?.distance).toBeLessThanOrEqual(1);
      for (const one of more) expect(one.distance).toBeGreaterThanOrEqual(first?.distance ?? 0);
    }),
  );
});

test('letters that look alike are no difference', () => {
  expect(nearest('ВО-1З', [{ text: 'XX-XX' }, { text: 'B0-13' }], 1)).toEqual([
    { text: 'B0-13', distance: 0 },
  ]);
});

test('without candidates there is none', () => {
  expect(nearest('A', [], 3)).toEqual([]);
});
