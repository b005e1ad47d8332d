import { assert, constantFrom, double, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxBetween,
  formatBox,
  matrixOf,
  parseBox,
  smallestAt,
  toPage,
  toScreen,
  withAir,
} from './sheet-geometry.ts';

const share = double({ min: 0, max: 1, noNaN: true });
const pixels = double({ min: -5000, max: 5000, noNaN: true });
const size = double({ min: 50, max: 20_000, noNaN: true });

/** A page of a size, turned by quarters, somewhere on the screen. */
const matrices = tuple(pixels, pixels, size, size, constantFrom(0, 1, 2, 3)).map(
  ([x, y, width, height, turns]) => {
    const [cos, sin] = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][turns] as [number, number];
    return matrixOf(
      { x, y },
      { x: x + width * cos, y: y + width * sin },
      { x: x - height * sin, y: y + height * cos },
    );
  },
);

describe('the page on the screen', () => {
  it('is found back at any zoom and turn', () => {
    assert(
      property(matrices, share, share, (matrix, x, y) => {
        const back = toPage(matrix, toScreen(matrix, { x, y }));
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
      }),
    );
  });

  it('gives boxes inside the page, whichever way they are drawn', () => {
    assert(
      property(matrices, tuple(pixels, pixels, pixels, pixels), (matrix, [x0, y0, x1, y1]) => {
        const box = boxBetween(matrix, { x: x0, y: y0 }, { x: x1, y: y1 });
        expect(boxBetween(matrix, { x: x1, y: y1 }, { x: x0, y: y0 })).toEqual(box);
        if (box === null) return;
        expect(Math.min(...box)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...box)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it('means the smallest block under the pointer, and none beside its outline', () => {
  const big = { name: 'big', bbox: [0, 0, 1, 1] as const };
  const small = { name: 'small', bbox: [0.4, 0.4, 0.6, 0.6] as const };
  const corner = {
    name: 'corner',
    bbox: [0.4, 0.4, 0.5, 0.5] as const,
    polygon: [
      [0.4, 0.4],
      [0.5, 0.4],
      [0.4, 0.5],
    ] as const,
  };
  expect(smallestAt([small, big, corner], { x: 0.42, y: 0.42 })?.name).toBe('corner');
  expect(smallestAt([small, big, corner], { x: 0.49, y: 0.49 })?.name).toBe('small');
  expect(smallestAt([small, big], { x: 0.9, y: 0.9 })?.name).toBe('big');
  expect(smallestAt([small], { x: 0.9, y: 0.9 })).toBeNull();
});

it('writes boxes into addresses and reads them back', () => {
  expect(parseBox(formatBox([0.123456, 0, 1, 0.5]))).toEqual([0.1235, 0, 1, 0.5]);
  for (const wrong of ['', '1,2,3', '0,0,0,1', '0,0,2,1', 'a,0,1,1', '0,0,1,1,1', '-0.1,0,1,1', ',0,1,1'])
    expect([wrong, parseBox(wrong)]).toEqual([wrong, null]);
});

it('leaves air around a place, more around a tiny one, none past the edge', () => {
  expect(withAir([0.4, 0.4, 0.6, 0.6], 0.5, 0).map((side) => Number(side.toFixed(3)))).toEqual([
    0.3, 0.3, 0.7, 0.7,
  ]);
  expect(withAir([0.5, 0.5, 0.5, 0.5], 0.5, 0.2).map((side) => Number(side.toFixed(3)))).toEqual([
    0.4, 0.4, 0.6, 0.6,
  ]);
  expect(withAir([0, 0, 0.2, 0.2], 0.5, 0)[0]).toBe(0);
});
