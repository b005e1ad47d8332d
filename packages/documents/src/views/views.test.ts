import { describe, expect, test } from 'vitest';
import type { Box } from '../model.ts';
import type { PageGeometry } from '../pdf/page-content.ts';
import {
  boxToPage,
  boxToView,
  pageView,
  quadrants,
  restoreView,
  toPagePoint,
  toViewPoint,
  ViewError,
  type ZoomTarget,
  zoom,
} from './index.ts';

const MM = 72 / 25.4;

function sheet(width: number, height: number, changes: Partial<PageGeometry> = {}): PageGeometry {
  const [w, h] = [width * MM, height * MM];
  return { number: 1, width: w, height: h, rotation: 0, userUnit: 1, cropBox: [0, 0, w, h], ...changes };
}

const a1 = pageView(sheet(841, 594));

function refusal(target: ZoomTarget, view = a1): ViewError {
  try {
    zoom(view, target);
  } catch (error) {
    if (error instanceof ViewError) return error;
    throw error;
  }
  throw new Error('not refused');
}

const rounded = (numbers: readonly number[]) => numbers.map((value) => Math.round(value * 1000) / 1000);

describe('overview', () => {
  test('fills the budget and tells how much it is shrunk', () => {
    expect([a1.width, a1.height]).toEqual([2000, 1412]);
    expect(a1.shrink).toBeCloseTo(2.48, 2);
    expect(a1.box).toEqual([0, 0, 1, 1]);
  });

  test('a small sheet is legible as it is and no denser than 300 dpi', () => {
    const card = pageView(sheet(100, 60));
    expect([card.width, card.height, card.shrink]).toEqual([1181, 708, 1]);
  });

  test('the matrix takes pixels to user space, whatever the rotation and the crop', () => {
    const cropBox: PageGeometry['cropBox'] = [10, 20, 110, 220];
    const corners = ([0, 90, 180, 270] as const).map((rotation) => {
      const turned = rotation % 180 === 90;
      const [width, height] = turned ? [200, 100] : [100, 200];
      const view = pageView({ number: 1, width, height, rotation, userUnit: 1, cropBox });
      return rounded([...toPagePoint(view, [0, 0]), ...toPagePoint(view, [view.width, 0])]);
    });
    expect(corners).toEqual([
      [10, 220, 110, 220],
      [10, 20, 10, 220],
      [110, 20, 10, 20],
      [110, 220, 110, 20],
    ]);
  });

  test('a user unit makes the sheet larger, not its coordinates', () => {
    const page = sheet(841, 594, { userUnit: 2, cropBox: [0, 0, (841 * MM) / 2, (594 * MM) / 2] });
    const view = pageView(page);
    expect([view.width, view.height, view.shrink]).toEqual([a1.width, a1.height, a1.shrink]);
    expect(rounded(toPagePoint(view, [2000, 1412]))).toEqual(rounded([(841 * MM) / 2, 0]));
  });

  test('comes back from the store', () => {
    const page = sheet(420, 297, { rotation: 270, cropBox: [5, 7, 5 + 297 * MM, 7 + 420 * MM] });
    const view = zoom(pageView(page), { sector: 'C1' });
    const stored = JSON.parse(JSON.stringify(view));
    const restored = restoreView(page, stored);
    expect(restored.matrix).toEqual(view.matrix);
    expect(rounded(restored.box)).toEqual(rounded(view.box));
  });
});

describe('quadrants', () => {
  const counts = (width: number, height: number) => quadrants(pageView(sheet(width, height))).length;

  test('as many as the sheet needs, none where the overview is legible', () => {
    expect(counts(210, 297)).toBe(0);
    expect(counts(420, 297)).toBe(2);
    expect(counts(841, 594)).toBe(6);
    expect(counts(1189, 841)).toBe(12);
  });

  test('each is legible, within the budget, overlaps the next by 10–15 %, and all cover the sheet', () => {
    const tiles = quadrants(a1);
    for (const tile of tiles) {
      expect(tile.shrink).toBe(1);
      expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(2000);
    }
    const [first, second] = tiles as [(typeof tiles)[0], (typeof tiles)[0]];
    const overlap = (first.box[2] - second.box[0]) / (first.box[2] - first.box[0]);
    expect(overlap).toBeGreaterThan(0.1);
    expect(overlap).toBeLessThan(0.15);
    expect(first.box.slice(0, 2)).toEqual([0, 0]);
    expect(rounded(tiles.at(-1)!.box.slice(2))).toEqual([1, 1]);
  });

  test('a roll of drawings still gets a bounded number of tiles', () => {
    const tiles = quadrants(pageView(sheet(20_000, 900)));
    expect(tiles.length).toBeLessThanOrEqual(32);
    expect(rounded(tiles.at(-1)!.box.slice(2))).toEqual([1, 1]);
  });

  test('a quadrant that is legible has no quadrants of its own', () => {
    expect(quadrants(quadrants(a1)[0]!)).toEqual([]);
  });
});

describe('zoom', () => {
  test('re-renders the region with room around it at the density of the budget', () => {
    const view = zoom(a1, { box: [0.4, 0.4, 0.5, 0.5] });
    expect(rounded(view.box)).toEqual([0.37, 0.37, 0.53, 0.53]);
    expect(view.width).toBe(2000);
    expect(view.shrink).toBe(1);
  });

  test('pixels and parts of the view name the same region', () => {
    const byPixels = zoom(a1, { box: [800, 564.8, 1000, 706], units: 'px' });
    expect(rounded(byPixels.box)).toEqual(rounded(zoom(a1, { box: [0.4, 0.4, 0.5, 0.5] }).box));
  });

  test('corners in the wrong order are put right', () => {
    const view = zoom(a1, { box: [0.5, 0.4, 0.4, 0.5] });
    expect(rounded(view.box)).toEqual([0.37, 0.37, 0.53, 0.53]);
  });

  test('margin: 20 to 40 %, the nearer end otherwise', () => {
    const width = (margin: number) => {
      const { box } = zoom(a1, { box: [0.4, 0.4, 0.5, 0.5] }, { margin });
      return rounded([box[2] - box[0]])[0];
    };
    expect([0, 0.2, 0.4, 3].map(width)).toEqual([0.14, 0.14, 0.18, 0.18]);
  });

  test('stays on the page, yet may leave the view', () => {
    const corner = zoom(a1, { sector: 'A1' });
    const view = zoom(corner, { box: [0.8, 0, 1, 0.2] });
    expect(view.box[1]).toBe(0);
    expect(view.box[2]).toBeGreaterThan(corner.box[2]);
  });

  test('a target without size to speak of gets 10 mm around it', () => {
    const view = zoom(a1, { box: [500, 500, 501, 501], units: 'px' });
    expect((view.box[2] - view.box[0]) * 841).toBeCloseTo(28 / MM, 3);
    const corner = zoom(a1, { box: [1998, 1410, 2000, 1412], units: 'px' });
    expect(rounded(corner.box.slice(2))).toEqual([1, 1]);
    expect((corner.box[3] - corner.box[1]) * 594).toBeCloseTo(28 / MM, 3);
  });

  test('a large target is given no margin where that would bring the whole view back', () => {
    expect(rounded(zoom(a1, { box: [0.1, 0.1, 0.9, 0.9] }).box)).toEqual([0.1, 0.1, 0.9, 0.9]);
  });

  test('sectors: the letter is the column, the figure the row, with an overlap; Cyrillic letters do', () => {
    const boxes = ['A1', 'B1', 'A3', 'С2', 'в3'].map((sector) => rounded(zoom(a1, { sector }).box));
    expect(boxes).toEqual([
      [0, 0, 0.35, 0.35],
      [0.317, 0, 0.683, 0.35],
      [0, 0.65, 0.35, 1],
      [0.65, 0.317, 1, 0.683],
      [0.317, 0.65, 0.683, 1],
    ]);
  });

  test('snaps to a block that it covers for the most part and to an edge nearby, not to what is far', () => {
    const bounds: Box[] = [
      [0.3, 0.3, 0.52, 0.52],
      [0.28, 0.55, 0.9, 0.56],
      [0.5, 0.1, 0.9, 0.9],
    ];
    const plain = zoom(a1, { box: [0.31, 0.31, 0.5, 0.5] }, { margin: 0.2 });
    const view = zoom(a1, { box: [0.31, 0.31, 0.5, 0.5] }, { margin: 0.2, bounds });
    expect(rounded(view.box)).toEqual(rounded([0.3 - 0.044, 0.3 - 0.044, 0.52 + 0.044, 0.52 + 0.044]));
    expect(plain.box[0]).toBeGreaterThan(view.box[0]);
  });

  test('boxes travel between view and page', () => {
    const view = zoom(a1, { sector: 'B2' });
    const box: Box = [10, 20, 300, 400];
    expect(rounded(boxToView(view, boxToPage(view, box)))).toEqual(box);
    const point = toPagePoint(view, [10, 20]);
    expect(rounded(toViewPoint(view, point))).toEqual([10, 20]);
  });
});

describe('refusals say what the view is', () => {
  test.each<[string, ZoomTarget, ViewError['code']]>([
    ['no width', { box: [0.1, 0.1, 0.1, 0.5] }, 'zero_area'],
    ['no height', { box: [10, 50, 400, 50], units: 'px' }, 'zero_area'],
    ['no number', { box: [0.1, Number.NaN, 0.5, 0.5] }, 'not_a_number'],
    ['without end', { box: [0, 0, Number.POSITIVE_INFINITY, 1] }, 'not_a_number'],
    ['the whole view', { box: [0, 0, 1, 1] }, 'full_frame'],
    ['nearly the whole view', { box: [20, 10, 1990, 1405], units: 'px' }, 'full_frame'],
    ['outside', { box: [2100, 100, 2300, 200], units: 'px' }, 'outside'],
    ['pixels as parts', { box: [100, 100, 300, 300] }, 'bad_units'],
    ['no such sector', { sector: 'D1' }, 'bad_sector'],
    ['letter and figure swapped', { sector: '1A' }, 'bad_sector'],
    ['a sector of nothing', { sector: '' }, 'bad_sector'],
  ])('%s', (_, target, code) => {
    const error = refusal(target);
    expect(error.code).toBe(code);
    expect(error.message).toContain('2000×1412\u00a0px');
  });

  test('the full frame is sent back to the picture', () => {
    expect(refusal({ box: [0, 0, 1, 1] }).message).toBe(
      'Область [0, 0, 1, 1] — это весь вид 2000×1412\u00a0px; попросите картинку целиком или задайте область меньше.',
    );
  });
});
