import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, toSeen } from '../pdf/affine.ts';
import { type QuarterTurn, turned, turnedBack } from './sheet.ts';

const turns = fc.constantFrom<QuarterTurn>(0, 90, 180, 270);
const side = fc.double({ min: 10, max: 10_000, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('geometry of pages', () => {
  it('turns a page and back', () => {
    fc.assert(
      fc.property(side, side, fc.tuple(share, share, share, share), turns, (width, height, shares, angle) => {
        const [a, b, c, d] = shares;
        const rect = {
          x0: Math.min(a, b) * width,
          x1: Math.max(a, b) * width,
          y0: Math.min(c, d) * height,
          y1: Math.max(c, d) * height,
        };
        const sheet = turned({ width, height, words: [], rules: [], images: [rect], drawings: [] }, angle);
        const back = turnedBack(sheet.images[0] ?? rect, sheet, angle);
        for (const edge of ['x0', 'y0', 'x1', 'y1'] as const) expect(back[edge]).toBeCloseTo(rect[edge], 6);
      }),
    );
  });

  it('shows the corners of the CropBox at the corners of the page, whatever the rotation', () => {
    fc.assert(
      fc.property(
        side,
        side,
        turns,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (w, h, rotation, userUnit) => {
          const lies = rotation === 90 || rotation === 270;
          const [width, height] = (lies ? [h, w] : [w, h]).map((length) => length * userUnit) as [
            number,
            number,
          ];
          const seen = toSeen({
            number: 1,
            width,
            height,
            rotation,
            userUnit,
            cropBox: [-7, 13, w - 7, h + 13],
          });
          const corners = [
            [-7, 13],
            [w - 7, 13],
            [w - 7, h + 13],
            [-7, h + 13],
          ].map(([x = 0, y = 0]) => compose(seen, [1, 0, 0, 1, x, y]).slice(4));
          const expected = [
            [0, height],
            [width, height],
            [width, 0],
            [0, 0],
          ];
          const quarter = rotation / 90;
          corners.forEach((corner, index) => {
            // A clockwise turn takes the lower left corner to the upper left one.
            const at = expected[(index + 4 - quarter) % 4] ?? [];
            expect(corner[0]).toBeCloseTo(at[0] ?? -1, 4);
            expect(corner[1]).toBeCloseTo(at[1] ?? -1, 4);
          });
        },
      ),
    );
  });
});
