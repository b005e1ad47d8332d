import type { Box } from '../model.ts';
import { compose, type Matrix } from './affine.ts';
import { snapToBounds } from './snap.ts';
import { targetPixels, type ZoomTarget } from './target.ts';
import {
  boxToPage,
  boxToView,
  DEFAULT_BUDGET,
  fitPixels,
  type PixelBudget,
  type View,
  viewOfBox,
} from './view.ts';

export interface ZoomOptions {
  /** Room on each side, of the target's side; 0.2 to 0.4, taken to the nearer end when outside. None is given to a sector, which overlaps anyway, and where it would bring the whole view back. */
  margin?: number;
  /** Blocks and tables of the page, as seen, that the target is snapped to. */
  bounds?: readonly Box[];
  budget?: PixelBudget;
}

const DEFAULT_MARGIN = 0.3;
const LEAST_MARGIN = 0.2;
const MOST_MARGIN = 0.4;
/** About 10 mm: nothing smaller can be told without what stands around it. */
const LEAST_POINTS = 28;
/** Beyond it a drawing shows nothing but thicker lines. */
const MOST_DPI = 1200;

/**
 * A closer view of a region of a view: the target is snapped to the blocks it nearly shows, given its margin and clamped to the page; it
 * may reach beyond the view that it was named in.
 *
 * @throws ViewError when the target is no region of the view, or all of it.
 */
export function zoom(view: View, target: ZoomTarget, options: ZoomOptions = {}): View {
  const { bounds = [], budget = DEFAULT_BUDGET } = options;
  const wanted = boxToPage(view, targetPixels(view, target));
  const snapped = snapToBounds(wanted, bounds);
  const roomy = 'sector' in target ? snapped : withMargin(snapped, options.margin);
  const region = leastSize(view, isCloser(view, roomy) ? roomy : snapped);
  const size = fitPixels(view.page, region, { budget, maxDpi: MOST_DPI });
  const [x0, y0, x1, y1] = boxToView(view, region);
  const step: Matrix = [(x1 - x0) / size.width, 0, 0, (y1 - y0) / size.height, x0, y0];
  return { ...viewOfBox(view.page, region, size), matrix: compose(view.matrix, step) };
}

function withMargin(box: Box, wanted: number | undefined): Box {
  const share =
    wanted === undefined || Number.isNaN(wanted)
      ? DEFAULT_MARGIN
      : Math.min(MOST_MARGIN, Math.max(LEAST_MARGIN, wanted));
  const across = (box[2] - box[0]) * share;
  const down = (box[3] - box[1]) * share;
  return [box[0] - across, box[1] - down, box[2] + across, box[3] + down];
}

/** Whether a box is smaller than the view; with its margin a large target may no longer be. */
function isCloser({ box: seen }: View, box: Box): boolean {
  return box[2] - box[0] < seen[2] - seen[0] || box[3] - box[1] < seen[3] - seen[1];
}

/** The region, large enough to be understood, moved and cut to lie on the page. */
function leastSize({ page }: View, box: Box): Box {
  const [left, right] = onPage(box[0], box[2], LEAST_POINTS / page.width);
  const [top, bottom] = onPage(box[1], box[3], LEAST_POINTS / page.height);
  return [left, top, right, bottom];
}

function onPage(from: number, to: number, least: number): [number, number] {
  const start = Math.max(0, from);
  const end = Math.min(1, to);
  const lacking = Math.min(1, least) - (end - start);
  if (lacking <= 0) return [start, end];
  const moved = Math.min(Math.max(0, start - lacking / 2), 1 - Math.min(1, least));
  return [moved, moved + Math.min(1, least)];
}
