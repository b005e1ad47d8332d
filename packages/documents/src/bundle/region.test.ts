import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../model.ts';
import { boxOf, polygonOf } from './region.ts';

const side = fc.integer({ min: 500, max: 12_000 });

describe('regions', () => {
  it('brings a polygon from pixels to 0–1, whatever size the page is said to have', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 499 }), fc.integer({ min: 0, max: 499 })), {
      minLength: 3,
      maxLength: 12,
    });
    fc.assert(
      fc.property(side, side, points, fc.constantFrom(-1, 0, 1), (width, height, shape, shift) => {
        const xs = shape.map(([x]) => x);
        const ys = shape.map(([, y]) => y);
        const [left, top, right, bottom] = [
          Math.min(...xs),
          Math.min(...ys),
          Math.max(...xs),
          Math.max(...ys),
        ];
        fc.pre(right > left && bottom > top && right > 1);
        const bbox: Box = [left / width, top / height, right / width, bottom / height];
        const moved = shape.map(([x, y]) => [x + shift, y + shift]);
        const pixels = [left + shift, top + shift, right + shift, bottom + shift];
        const found = polygonOf(moved, pixels, bbox) ?? [];
        expect(found).toHaveLength(shape.length);
        for (const [at, [x, y]] of found.entries()) {
          expect(x * width).toBeCloseTo(shape[at]?.[0] ?? 0, 6);
          expect(y * height).toBeCloseTo(shape[at]?.[1] ?? 0, 6);
        }
      }),
    );
  });

  it('keeps boxes as they are, ordered and on the page', () => {
    expect(boxOf([0.5, 0.6, 0.1, 0.2])).toEqual([0.1, 0.2, 0.5, 0.6]);
    expect(boxOf([-0.001, 0, 1.001, 1])).toEqual([0, 0, 1, 1]);
  });

  it.each([
    [null],
    [[1, 2, 3]],
    [[0.1, 0.1, 0.1, 0.5]],
    [[100, 200, 300, 400]],
    [['0', 0, 1, 1]],
    [[Number.NaN, 0, 1, 1]],
  ])('has no box for %j', (value) => expect(boxOf(value)).toBeNull());

  it('has no polygon of two points or of anything else', () => {
    const bbox: Box = [0, 0, 1, 1];
    expect(
      polygonOf(
        [
          [0, 0],
          [5, 5],
        ],
        null,
        bbox,
      ),
    ).toBeNull();
    expect(polygonOf('x', null, bbox)).toBeNull();
    expect(
      polygonOf(
        [
          [0, 0],
          [0.5, 1],
          [1, 0],
        ],
        null,
        bbox,
      ),
    ).toEqual([
      [0, 0],
      [0.5, 1],
      [1, 0],
    ]);
  });
});
