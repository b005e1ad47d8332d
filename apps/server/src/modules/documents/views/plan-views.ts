import type { Box } from '@aizoomdoc/documents';
import {
  boxToPage,
  fitPixels,
  type PixelBudget,
  pageView,
  quadrants,
  targetPixels,
  type View,
  viewOfBox,
} from '@aizoomdoc/documents/views';
import type { PageSize } from '../pictures/pictures.ts';
import { wholePage, withMargin } from './region.ts';
import type { ViewRow } from './view-store.ts';

export interface ViewPlan {
  kind: 'overview' | 'quadrants' | 'region';
  /** Part of the page; absent = the block, or all of the page. */
  box?: readonly number[] | undefined;
  /** Longest side, pixels. */
  maxSide: number;
  margin?: number | undefined;
}

export interface PlannedView {
  kind: ViewRow['kind'];
  view: View;
}

const overviewDpi = 300;
/** Beyond it a drawing shows nothing but thicker lines. */
const regionDpi = 1200;
/** A picture file shows nothing more when its pixels are made larger than so. */
const mostEnlarged = 2;
const pointsPerInch = 72;
const blockMargin = 0.05;
/** Smaller quarters would be hundreds. */
const leastQuadrantSide = 800;

export function budgetOf(maxSide: number): PixelBudget {
  return { longSide: maxSide, area: maxSide * maxSide };
}

/**
 * The views that answer a request.
 * @param blockBox where the block that was asked for stands on the page
 * @throws {ViewError} when the box is no region of the page
 */
export function planViews(size: PageSize, plan: ViewPlan, blockBox: Box | null): PlannedView[] {
  const { geometry: page } = size;
  const region = regionOf(size, plan, blockBox);
  const isWhole = region === wholePage;
  const kind = isWhole ? 'overview' : 'region';
  const isSplit = plan.kind === 'quadrants';
  const budget = budgetOf(isSplit ? Math.max(leastQuadrantSide, plan.maxSide) : plan.maxSide);
  const maxDpi = isWhole ? Math.min(overviewDpi, ownDpi(size)) : mostDpi(size);
  const view = viewOfBox(page, region, fitPixels(page, region, { budget, maxDpi }));
  const parts = isSplit ? quadrants(view, { budget }) : [];
  return parts.length > 0 ? parts.map((part) => ({ kind: 'quadrant', view: part })) : [{ kind, view }];
}

/** The view with no more pixels than its page can fill. */
export function withoutIdlePixels(view: View, size: PageSize, budget: PixelBudget): View {
  const fit = fitPixels(view.page, view.box, { budget, maxDpi: mostDpi(size) });
  return fit.width < view.width ? viewOfBox(view.page, view.box, fit) : view;
}

function mostDpi(size: PageSize): number {
  return Math.min(regionDpi, ownDpi(size) * mostEnlarged);
}

/** Vectors have any density. */
function ownDpi({ pixels, geometry }: PageSize): number {
  return pixels === null ? Number.POSITIVE_INFINITY : pixels.width / (geometry.width / pointsPerInch);
}

function regionOf({ geometry: page }: PageSize, { box, kind, margin }: ViewPlan, blockBox: Box | null): Box {
  if (box === undefined && blockBox !== null) return withMargin(blockBox, margin ?? blockMargin);
  if (box === undefined && kind !== 'region') return wholePage;
  const [x0 = 0, y0 = 0, x1 = 1, y1 = 1] = box ?? wholePage;
  const whole = pageView(page);
  return withMargin(boxToPage(whole, targetPixels(whole, { box: [x0, y0, x1, y1] })), margin ?? 0);
}
