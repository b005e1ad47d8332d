import type { Box } from '../model.ts';
import type { PageGeometry } from '../pdf/page-content.ts';
import { compose, invert, type Matrix, type Point, rectangle, transform } from './affine.ts';

/** A picture of a page or of a region of it, and where each of its pixels lies. */
export interface View {
  page: PageGeometry;
  /** View pixel (origin top-left, the corner of the pixel) → user space of the PDF page: origin bottom-left, before rotation. */
  matrix: Matrix;
  /** Pixels. */
  width: number;
  height: number;
  /** The region of the page as seen. */
  box: Box;
  /** How many times smaller than legible ({@link LEGIBLE_DPI}) the picture is; 1 = not shrunk. Over 1.5, zoom before reading numbers. */
  shrink: number;
}

/** What has to be kept of a view, besides its page, to have it back. */
export type StoredView = Pick<View, 'matrix' | 'width' | 'height' | 'shrink'>;

export interface PixelBudget {
  /** Longest side of a picture, pixels. */
  longSide: number;
  /** Most pixels in all. */
  area: number;
}

/** What the usual models take in without shrinking it themselves. */
export const DEFAULT_BUDGET: PixelBudget = { longSide: 2000, area: 4_000_000 };
/** Text of 2.5 mm, the smallest of ГОСТ 2.304 that sheets are lettered in, has 15 pixels at this density. */
export const LEGIBLE_DPI = 150;

/** An overview denser than this shows nothing new. */
const OVERVIEW_DPI = 300;
const POINTS_PER_INCH = 72;
const WHOLE: Box = [0, 0, 1, 1];

/** The whole page, as large as the budget allows. */
export function pageView(page: PageGeometry, budget: PixelBudget = DEFAULT_BUDGET): View {
  return viewOfBox(page, WHOLE, fitPixels(page, WHOLE, { budget, maxDpi: OVERVIEW_DPI }));
}

/** Exactly the region `box` of the page in a picture of the given size. */
export function viewOfBox(page: PageGeometry, box: Box, size: { width: number; height: number }): View {
  const { width, height } = size;
  const step: Matrix = [(box[2] - box[0]) / width, 0, 0, (box[3] - box[1]) / height, box[0], box[1]];
  const matrix = compose(seenToUserSpace(page), step);
  return { page, matrix, width, height, box, shrink: shrinkOf(page, box, size) };
}

/** A view as it was before it was stored. */
export function restoreView(page: PageGeometry, { matrix, width, height, shrink }: StoredView): View {
  const toSeen = compose(invert(seenToUserSpace(page)), matrix);
  const box = rectangle(transform(toSeen, [0, 0]), transform(toSeen, [width, height]));
  return { page, matrix, width, height, box, shrink };
}

/** The size in pixels, at least 1 × 1, at which a region of a page fills the budget without exceeding `maxDpi`. */
export function fitPixels(
  page: PageGeometry,
  box: Box,
  { budget, maxDpi }: { budget: PixelBudget; maxDpi: number },
): { width: number; height: number } {
  const [width, height] = regionPoints(page, box);
  const byDensity = maxDpi / POINTS_PER_INCH;
  const bySide = budget.longSide / Math.max(width, height);
  const byArea = Math.sqrt(budget.area / (width * height));
  const scale = Math.min(byDensity, bySide, byArea);
  // Rounding up one side must not break the budget; 1e-9 keeps an exact fit from losing a pixel to the division.
  const pixels = (points: number) => Math.max(1, Math.floor(points * scale + 1e-9));
  return { width: pixels(width), height: pixels(height) };
}

/** Where a pixel of the view lies in the user space of the page. */
export function toPagePoint(view: View, pixel: Point): Point {
  return transform(view.matrix, pixel);
}

/** Where a point of the page's user space lies in the view, pixels; it may be outside. */
export function toViewPoint(view: View, point: Point): Point {
  return transform(invert(view.matrix), point);
}

/** A box of the view, in pixels, as a box of the page as seen. */
export function boxToPage(view: View, [x0, y0, x1, y1]: Box): Box {
  const { box, width, height } = view;
  const across = (box[2] - box[0]) / width;
  const down = (box[3] - box[1]) / height;
  return [box[0] + x0 * across, box[1] + y0 * down, box[0] + x1 * across, box[1] + y1 * down];
}

/** A box of the page as seen, in pixels of the view; it may reach outside. */
export function boxToView(view: View, [x0, y0, x1, y1]: Box): Box {
  const { box, width, height } = view;
  const across = width / (box[2] - box[0]);
  const down = height / (box[3] - box[1]);
  return [(x0 - box[0]) * across, (y0 - box[1]) * down, (x1 - box[0]) * across, (y1 - box[1]) * down];
}

/** Size of a region as seen, in points (1/72 in). */
export function regionPoints(page: PageGeometry, box: Box): [number, number] {
  return [(box[2] - box[0]) * page.width, (box[3] - box[1]) * page.height];
}

/** To two digits, so that a fit that is off by a pixel is none. */
function shrinkOf(page: PageGeometry, box: Box, size: { width: number; height: number }): number {
  const [width, height] = regionPoints(page, box);
  const density = Math.min(size.width / width, size.height / height) * POINTS_PER_INCH;
  return Math.max(1, Math.round((LEGIBLE_DPI / density) * 100) / 100);
}

/** 0–1 of the page as seen (origin top-left, y down) → user space. */
function seenToUserSpace({ cropBox, rotation }: PageGeometry): Matrix {
  const [left, bottom, right, top] = cropBox;
  const width = right - left;
  const height = top - bottom;
  switch (rotation) {
    case 0:
      return [width, 0, 0, -height, left, top];
    case 90:
      return [0, height, width, 0, left, bottom];
    case 180:
      return [-width, 0, 0, height, right, bottom];
    case 270:
      return [0, -height, -width, 0, right, top];
  }
}
