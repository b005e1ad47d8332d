import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageGeometry, PageWord } from './page-content.ts';
import { pictureSize } from './picture-size.ts';
import { textIn } from './text-in.ts';

const page: PageGeometry = {
  number: 1,
  width: 600,
  height: 400,
  rotation: 0,
  userUnit: 1,
  cropBox: [0, 0, 600, 400],
};

/** A word of 10 points, its upper left corner in points. */
function word(text: string, x: number, y: number, angle = 0): PageWord {
  const [across, down] = angle % 180 === 0 ? [30, 10] : [10, 30];
  const bbox: PageWord['bbox'] = [x / 600, y / 400, (x + across) / 600, (y + down) / 400];
  return { text, bbox, size: 10, angle, run: 0 };
}

const lines = (words: PageWord[], box: PageWord['bbox'] = [0, 0, 1, 1]) =>
  textIn({ words, page }, box).map(({ text }) => text);

describe('text inside a box', () => {
  it('reads lines from the top, words from the left', () => {
    const words = [word('c', 10, 50), word('b', 50, 12), word('a', 10, 10), word('d', 60, 51)];
    expect(lines(words)).toEqual(['a b', 'c d']);
  });

  it('takes the words whose middle is inside', () => {
    const words = [word('in', 100, 100), word('cut', 285, 100), word('out', 290, 100)];
    expect(lines(words, [0, 0, 0.5, 1])).toEqual(['in cut']);
  });

  it('reads text that goes upwards from below, after the upright', () => {
    const words = [word('up', 10, 300, 270), word('wards', 10, 200, 270), word('plain', 100, 300)];
    expect(lines(words)).toEqual(['plain', 'up wards']);
  });

  it('reads text that goes downwards from above', () => {
    expect(lines([word('wards', 10, 300, 90), word('down', 10, 200, 90)])).toEqual(['down wards']);
  });

  it('is empty where there is nothing', () => {
    expect(lines([word('a', 10, 10)], [0.5, 0.5, 1, 1])).toEqual([]);
  });
});

describe('size of a picture', () => {
  it('is that of the region at the wanted dpi', () => {
    expect(pictureSize(page, { box: [0, 0, 0.5, 0.5], dpi: 144, maxPixels: 1e9 })).toEqual({
      width: 600,
      height: 400,
    });
  });

  it('never passes the limit and is never empty', () => {
    const sides = {
      width: fc.double({ min: 1e-3, max: 1e7, noNaN: true }),
      height: fc.double({ min: 1e-3, max: 1e7, noNaN: true }),
    };
    fc.assert(
      fc.property(fc.record(sides), fc.integer({ min: 1, max: 64_000_000 }), (sheet, maxPixels) => {
        const { width, height } = pictureSize(sheet, { box: [0, 0, 1, 1], dpi: 300, maxPixels });
        expect(width * height).toBeLessThanOrEqual(maxPixels);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
