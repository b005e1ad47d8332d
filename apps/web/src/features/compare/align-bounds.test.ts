import { assert, double, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { inverse, toLater } from './align-bounds.ts';

const scale = double({ min: 0.2, max: 5, noNaN: true });
const shift = double({ min: -1, max: 1, noNaN: true });

it('goes to the later page and back', () => {
  const alignments = record({ a: scale, b: shift, c: scale, d: shift });
  const bounds = record({ x: shift, y: shift, width: scale, height: scale });
  assert(
    property(alignments, bounds, scale, scale, (alignment, place, from, to) => {
      const there = toLater(alignment, place, { from, to });
      const back = toLater(inverse(alignment), there, { from: to, to: from });
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(back[side]).toBeCloseTo(place[side], 6);
    }),
  );
});

it('leaves alone what is aligned as it is', () => {
  const same = { a: 1, b: 0, c: 1, d: 0 };
  const place = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
  const there = toLater(same, place, { from: 0.7, to: 0.7 });
  expect(there.y).toBeCloseTo(0.2);
  expect(there.height).toBeCloseTo(0.4);
});
