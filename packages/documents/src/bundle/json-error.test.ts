import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonErrorOffset } from './json-error.ts';

it.each([
  ['{"a": AAAA}', 6],
  ['{"a": 1,}', 8],
  ['[1 2]', 3],
  ['[1]]', 3],
  ['{"a" 1}', 5],
  ['"line\nbreak"', 0],
  ['{"a": [', 7],
  ['', 0],
])('finds the place in %j', (text, offset) => expect(jsonErrorOffset(text)).toBe(offset));

it('finds nothing in JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonErrorOffset(text)).toBe(text.length);
    }),
  );
});
