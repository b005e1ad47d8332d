import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../model.ts';
import type { PageGeometry } from '../pdf/page-content.ts';
import {
  boxToPage,
  pageView,
  quadrants,
  restoreView,
  toPagePoint,
  toViewPoint,
  type View,
  zoom,
} from './index.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const pages = fc
  .record({
    left: between(-500, 500),
    bottom: between(-500, 500),
    width: between(80, 4000),
    height: between(80, 4000),
    userUnit: fc.constantFrom(1, 1, 2, 0.5, 3.7),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  })
  .map(({ left, bottom, width, height, userUnit, rotation }): PageGeometry => {
    const seen = rotation % 180 === 0 ? [width, height] : [height, width];
    return {
      number: 1,
      width: seen[0]! * userUnit,
      height: seen[1]! * userUnit,
      rotation,
      userUnit,
      cropBox: [left, bottom, left + width, bottom + height],
    };
  });

/** A place of the page and a few steps towards it, each a box around it in the view before. */
const chains = fc.record({
  page: pages,
  place: fc.tuple(between(0.02, 0.98), between(0.02, 0.98)),
  throughQuadrant: fc.boolean(),
  steps: fc.array(
    fc.record({
      reach: fc.tuple(between(0.01, 0.45), between(0.01, 0.45)),
      inPixels: fc.boolean(),
      margin: between(0.2, 0.4),
      stored: fc.boolean(),
      bounds: fc.array(fc.tuple(between(0, 0.9), between(0, 0.9), between(0.01, 1), between(0.01, 1)), {
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

type Chain = typeof chains extends fc.Arbitrary<infer T> ? T : never;

/** Where a place of the page as seen lies in user space, from the definition of /Rotate and of the CropBox. */
function userSpace({ cropBox: [left, bottom, right, top], rotation }: PageGeometry, u: number, v: number) {
  const across = { 0: u, 90: v, 180: 1 - u, 270: 1 - v }[rotation];
  const down = { 0: v, 90: 1 - u, 180: 1 - v, 270: u }[rotation];
  return [left + across * (right - left), top - down * (top - bottom)] as const;
}

function closer(view: View, place: readonly [number, number], step: Chain['steps'][number]): View {
  const at = [
    (place[0] - view.box[0]) / (view.box[2] - view.box[0]),
    (place[1] - view.box[1]) / (view.box[3] - view.box[1]),
  ] as const;
  const [x, y] = step.reach;
  const box: Box = [
    Math.max(0, at[0] - x),
    Math.max(0, at[1] - y),
    Math.min(1, at[0] + x),
    Math.min(1, at[1] + y),
  ];
  const bounds = step.bounds.map(([left, top, wide, high]): Box => [left, top, left + wide, top + high]);
  const options = { margin: step.margin, bounds };
  if (!step.inPixels) return zoom(view, { box }, options);
  const [x0, y0, x1, y1] = box;
  const { width, height } = view;
  return zoom(view, { box: [x0 * width, y0 * height, x1 * width, y1 * height], units: 'px' }, options);
}

/** Pixels at 300 dpi between two points of user space. */
function pixelsApart(page: PageGeometry, left: readonly number[], right: readonly number[]): number {
  const perUnit = (page.userUnit * 300) / 72;
  return Math.hypot(left[0]! - right[0]!, left[1]! - right[1]!) * perUnit;
}

test('10,000 chains of views come back to the same place within half a pixel at 300 dpi', () => {
  let worst = 0;
  fc.assert(
    fc.property(chains, ({ page, place, throughQuadrant, steps }) => {
      const overview = pageView(page);
      const covers = ({ box }: View) =>
        box[0] <= place[0] && place[0] <= box[2] && box[1] <= place[1] && place[1] <= box[3];
      let view = (throughQuadrant && quadrants(overview).find(covers)) || overview;
      const truth = userSpace(page, place[0], place[1]);
      for (const step of steps) {
        view = closer(view, place, step);
        if (step.stored) view = restoreView(page, JSON.parse(JSON.stringify(view)));
        const pixel = toViewPoint(view, [truth[0], truth[1]]);
        const seen = boxToPage(view, [...pixel, ...pixel]);
        const error = Math.max(
          pixelsApart(page, toPagePoint(view, pixel), truth),
          pixelsApart(page, userSpace(page, seen[0], seen[1]), truth),
        );
        worst = Math.max(worst, error);
        expect(error).toBeLessThanOrEqual(0.5);
        expect(pixel[0]).toBeGreaterThanOrEqual(-0.01);
        expect(pixel[0]).toBeLessThanOrEqual(view.width + 0.01);
        expect(pixel[1]).toBeGreaterThanOrEqual(-0.01);
        expect(pixel[1]).toBeLessThanOrEqual(view.height + 0.01);
        expect(view.box.every((value) => value >= -1e-9 && value <= 1 + 1e-9)).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
  expect(worst).toBeLessThan(1e-3);
});
