import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../model.ts';
import { comparePictures, type Raster } from './index.ts';

/** A drawing in parts of its sides: rectangles, outlined or filled. */
interface Shape {
  box: Box;
  isFilled?: boolean;
}

/** A frame, a stamp, walls and rows of text, as a sheet has. */
const SHEET: Shape[] = [
  { box: [0.02, 0.03, 0.98, 0.97] },
  { box: [0.7, 0.85, 0.98, 0.97] },
  { box: [0.8, 0.9, 0.98, 0.97] },
  { box: [0.1, 0.1, 0.55, 0.7] },
  { box: [0.1, 0.1, 0.3, 0.4] },
  { box: [0.3, 0.4, 0.55, 0.7] },
  ...Array.from(
    { length: 14 },
    (_, at): Shape => ({
      box: [0.62, 0.1 + at * 0.04, 0.64 + ((at * 7) % 11) * 0.025, 0.112 + at * 0.04],
      isFilled: true,
    }),
  ),
];

interface Paper {
  width: number;
  height: number;
  scale?: number;
  dx?: number;
  dy?: number;
}

/** Draws with soft edges, as renderers do: darkness of a pixel is the part of it that is covered. */
function draw(shapes: readonly Shape[], { width, height, scale = 1, dx = 0, dy = 0 }: Paper): Raster {
  const data = new Uint8Array(width * height).fill(255);
  const fill = ([x0, y0, x1, y1]: Box) => {
    for (let row = Math.max(0, Math.floor(y0)); row < Math.min(height, Math.ceil(y1)); row++) {
      const down = Math.min(row + 1, y1) - Math.max(row, y0);
      for (let column = Math.max(0, Math.floor(x0)); column < Math.min(width, Math.ceil(x1)); column++) {
        const across = Math.min(column + 1, x1) - Math.max(column, x0);
        const at = row * width + column;
        data[at] = Math.max(0, data[at]! - Math.round(255 * down * across));
      }
    }
  };
  for (const { box, isFilled } of shapes) {
    const [x0, y0, x1, y1] = [
      box[0] * width * scale + dx,
      box[1] * height * scale + dy,
      box[2] * width * scale + dx,
      box[3] * height * scale + dy,
    ];
    const pen = 1.6;
    if (isFilled) fill([x0, y0, x1, y1]);
    else {
      fill([x0, y0, x1, y0 + pen]);
      fill([x0, y1 - pen, x1, y1]);
      fill([x0, y0, x0 + pen, y1]);
      fill([x1 - pen, y0, x1, y1]);
    }
  }
  return { data, width, height, channels: 1 };
}

const paper = { width: 1200, height: 850 };
const near = (one: Box, other: Box, slack = 0.015) =>
  one.every((value, at) => Math.abs(value - other[at]!) <= slack);

describe('two pictures of a sheet', () => {
  test('the same picture has no changes', () => {
    const picture = draw(SHEET, paper);
    const { changes, alignment, isAligned } = comparePictures(picture, picture);
    expect(changes).toEqual([]);
    expect(isAligned).toBe(true);
    expect(alignment.x).toMatchObject({ scale: 1, shift: 0 });
  });

  test('what came, what went and what changed, each in its box', () => {
    const window: Shape = { box: [0.15, 0.5, 0.2, 0.56], isFilled: true };
    const door: Shape = { box: [0.4, 0.15, 0.46, 0.2], isFilled: true };
    const shorter = SHEET.map((shape, at) =>
      at === 8 ? { ...shape, box: [0.62, 0.18, 0.8, 0.192] as Box } : shape,
    );
    const { changes } = comparePictures(draw([...SHEET, window], paper), draw([...shorter, door], paper));
    const found = changes.map(({ kind }) => kind).sort();
    expect(found).toEqual(['added', 'added', 'removed']);
    const removed = changes.find(({ kind }) => kind === 'removed');
    expect(near(removed!.before, window.box)).toBe(true);
    expect(changes.some(({ kind, after }) => kind === 'added' && near(after, door.box))).toBe(true);
  });

  test('a number written over another is a change', () => {
    const old: Shape[] = [
      { box: [0.2, 0.8, 0.21, 0.84], isFilled: true },
      { box: [0.22, 0.8, 0.24, 0.81], isFilled: true },
    ];
    const fresh: Shape[] = [
      { box: [0.2, 0.8, 0.24, 0.81], isFilled: true },
      { box: [0.22, 0.82, 0.24, 0.84], isFilled: true },
    ];
    const { changes } = comparePictures(draw([...SHEET, ...old], paper), draw([...SHEET, ...fresh], paper));
    expect(changes.map(({ kind }) => kind)).toEqual(['changed']);
  });

  test('RGBA is compared as it looks: thin yellow on white counts, transparent is paper', () => {
    const { data, width, height } = draw(SHEET, paper);
    const coloured = new Uint8Array(width * height * 4);
    for (let at = 0; at < data.length; at++) coloured.set([255, 255, data[at]!, 255 - data[at]!], at * 4);
    const picture = { data: coloured, width, height, channels: 4 as const };
    expect(comparePictures(draw(SHEET, paper), picture).changes).toEqual([]);
  });

  test('another drawing is told from a changed one', () => {
    const other = draw(
      Array.from(
        { length: 40 },
        (_, at): Shape => ({
          box: [
            (at % 8) * 0.12,
            Math.floor(at / 8) * 0.17,
            (at % 8) * 0.12 + 0.03,
            Math.floor(at / 8) * 0.17 + 0.02,
          ],
          isFilled: true,
        }),
      ),
      paper,
    );
    expect(comparePictures(draw(SHEET, paper), other).isAligned).toBe(false);
  });

  test('a picture without enough bytes is refused', () => {
    const short = { data: new Uint8Array(10), width: 10, height: 10, channels: 1 as const };
    expect(() => comparePictures(short, short)).toThrow(RangeError);
  });

  test('shifted, scaled and rendered at another size: no false change, the true one found', () => {
    const cases = fc.record({
      dx: fc.double({ min: -30, max: 30, noNaN: true }),
      dy: fc.double({ min: -25, max: 25, noNaN: true }),
      scale: fc.double({ min: 0.985, max: 1.015, noNaN: true }),
      size: fc.constantFrom(1, 1, 0.8, 1.3),
      place: fc.tuple(
        fc.double({ min: 0.15, max: 0.5, noNaN: true }),
        fc.double({ min: 0.73, max: 0.9, noNaN: true }),
      ),
    });
    fc.assert(
      fc.property(cases, ({ dx, dy, scale, size, place }) => {
        const mark: Shape = {
          box: [place[0], place[1], place[0] + 0.05, place[1] + 0.04],
          isFilled: true,
        };
        const other = {
          width: Math.round(1200 * size),
          height: Math.round(850 * size),
          scale,
          dx: dx * size,
          dy: dy * size,
        };
        const before = draw(SHEET, paper);
        expect(comparePictures(before, draw(SHEET, other)).changes).toEqual([]);
        const { changes } = comparePictures(before, draw([...SHEET, mark], other));
        expect(changes.map(({ kind }) => kind)).toEqual(['added']);
        expect(near(changes[0]!.before, mark.box)).toBe(true);
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
