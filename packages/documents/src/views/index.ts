export type { Matrix, Point } from './affine.ts';
export { type QuadrantOptions, quadrants } from './quadrants.ts';
export { targetPixels, type ZoomTarget } from './target.ts';
export {
  boxToPage,
  boxToView,
  DEFAULT_BUDGET,
  fitPixels,
  LEGIBLE_DPI,
  type PixelBudget,
  pageView,
  restoreView,
  type StoredView,
  toPagePoint,
  toViewPoint,
  type View,
  viewOfBox,
} from './view.ts';
export { ViewError, type ViewErrorCode } from './view-error.ts';
export { type ZoomOptions, zoom } from './zoom.ts';
