import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from './json.ts';

test('NUL and halves of pairs go, wherever they stand; words about them stay', () => {
  expect(JSON.parse(toJson({ 'а\0': ['б\ud83d', '\udc00', '😀'] }))).toEqual({
    а: ['б\ufffd', '\ufffd', '😀'],
  });
  const told = { path: 'C:\\u0000\\ud800', quote: '\\"\n' };
  expect(JSON.parse(toJson(told))).toEqual(told);
});

test('everything else is JSON as ever', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      fc.pre(!JSON.stringify(value).includes('\\u0000'));
      expect(toJson(value)).toBe(JSON.stringify(value));
    }),
  );
});
