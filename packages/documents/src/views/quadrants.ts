import type { Box } from '../model.ts';
import {
  DEFAULT_BUDGET,
  fitPixels,
  LEGIBLE_DPI,
  type PixelBudget,
  regionPoints,
  type View,
  viewOfBox,
} from './view.ts';

export interface QuadrantOptions {
  budget?: PixelBudget;
  /** Density that every tile has to reach, dots per inch. */
  dpi?: number;
}

/** What neighbours share, of a tile's side: nothing up to this size is cut by both. */
const OVERLAP = 0.12;
/** Tiles along one side; a sheet that wants more is shown shrunk and zoomed into. */
const MOST_TILES = 16;

/**
 * Overlapping tiles of a view, row by row, as many as its sheet needs for small text to be legible in each. None where the view itself
 * is legible.
 */
export function quadrants(view: View, options: QuadrantOptions = {}): View[] {
  const { budget = DEFAULT_BUDGET, dpi = LEGIBLE_DPI } = options;
  const [width, height] = regionPoints(view.page, view.box).map((points) => (points / 72) * dpi);
  if (width === undefined || height === undefined) return [];
  const isLegible = view.width >= width * 0.99 && view.height >= height * 0.99;
  if (isLegible) return [];
  const grid = smallestGrid({ width, height }, budget);
  if (grid.columns * grid.rows === 1) return [];
  return intervals(grid.rows).flatMap(([top, bottom]) =>
    intervals(grid.columns).map(([left, right]) => {
      const box = within(view.box, [left, top, right, bottom]);
      const size = fitPixels(view.page, box, { budget, maxDpi: Math.max(dpi, 300) });
      return viewOfBox(view.page, box, size);
    }),
  );
}

/** The fewest tiles that each fit the budget; of equally many, the squarer ones. */
function smallestGrid(size: { width: number; height: number }, budget: PixelBudget) {
  let best = { columns: MOST_TILES, rows: MOST_TILES, longest: Number.POSITIVE_INFINITY };
  const most = Math.min(budget.longSide, Math.sqrt(budget.area)) / tileShare(MOST_TILES);
  const scale = Math.min(1, most / Math.max(size.width, size.height));
  for (let columns = 1; columns <= MOST_TILES; columns++) {
    for (let rows = 1; rows <= MOST_TILES; rows++) {
      const width = size.width * scale * tileShare(columns);
      const height = size.height * scale * tileShare(rows);
      const longest = Math.max(width, height);
      const fits = longest <= budget.longSide && width * height <= budget.area;
      const fewer = columns * rows - best.columns * best.rows;
      if (fits && (fewer < 0 || (fewer === 0 && longest < best.longest))) best = { columns, rows, longest };
    }
  }
  return best;
}

/** Part of a side that one of `count` overlapping tiles takes. */
function tileShare(count: number): number {
  return 1 / (count - (count - 1) * OVERLAP);
}

function intervals(count: number): [number, number][] {
  const share = tileShare(count);
  const step = share * (1 - OVERLAP);
  return Array.from({ length: count }, (_, at) => [
    at * step,
    at === count - 1 ? 1 : Math.min(1, at * step + share),
  ]);
}

function within(outer: Box, [x0, y0, x1, y1]: Box): Box {
  const width = outer[2] - outer[0];
  const height = outer[3] - outer[1];
  return [outer[0] + x0 * width, outer[1] + y0 * height, outer[0] + x1 * width, outer[1] + y1 * height];
}
