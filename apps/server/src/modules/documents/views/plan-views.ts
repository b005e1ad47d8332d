import type { Box } from '@aizoomdoc/documents';
import type { PageGeometry } from '@aizoomdoc/documents/pdf';
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
export function planViews(page: PageGeometry, plan: ViewPlan, blockBox: Box | null): PlannedView[] {
  const region = regionOf(page, plan, blockBox);
  const isWhole = region === wholePage;
  const kind = isWhole ? 'overview' : 'region';
  const isSplit = plan.kind === 'quadrants';
  const budget = budgetOf(isSplit ? Math.max(leastQuadrantSide, plan.maxSide) : plan.maxSide);
  const size = fitPixels(page, region, { budget, maxDpi: isWhole ? overviewDpi : regionDpi });
  const view = viewOfBox(page, region, size);
  const parts = isSplit ? quadrants(view, { budget }) : [];
  return parts.length > 0 ? parts.map((part) => ({ kind: 'quadrant', view: part })) : [{ kind, view }];
}

function regionOf(page: PageGeometry, { box, kind, margin }: ViewPlan, blockBox: Box | null): Box {
  if (box === undefined && blockBox !== null) return withMargin(blockBox, margin ?? blockMargin);
  if (box === undefined && kind !== 'region') return wholePage;
  const [x0 = 0, y0 = 0, x1 = 1, y1 = 1] = box ?? wholePage;
  const whole = pageView(page);
  return withMargin(boxToPage(whole, targetPixels(whole, { box: [x0, y0, x1, y1] })), margin ?? 0);
}
