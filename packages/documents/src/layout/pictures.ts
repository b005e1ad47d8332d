import { areaOf, heightOf, type Rect, type Size, sharedArea, unionOf, widthOf } from './rect.ts';

const smallestSide = 28;
const smallestArea = 2500;
/** A bitmap that covers this much of the page is the page: a scan. */
const scanShare = 0.6;
/** Scanners cut pages into strips; strips this near are one picture. */
const seam = 1.5;

/** Pictures placed on a page; strips and overlaps joined, formulas and bullets left out. */
export function pictureRegions(images: readonly Rect[]): Rect[] {
  return joined(images).filter(
    (rect) => Math.min(widthOf(rect), heightOf(rect)) >= smallestSide && areaOf(rect) >= smallestArea,
  );
}

/** How much of the page its bitmaps cover, 0–1. */
export function imageCover(images: readonly Rect[], { width, height }: Size): number {
  const largest = joined(images).reduce((most, rect) => Math.max(most, areaOf(rect)), 0);
  return Math.min(1, largest / (width * height || 1));
}

/** Whether the picture is the page itself. */
export function isScan(rect: Rect, { width, height }: Size): boolean {
  return areaOf(rect) > scanShare * width * height;
}

function joined(images: readonly Rect[]): Rect[] {
  const result: Rect[] = [];
  for (const image of [...images].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0)) {
    const at = result.findIndex(
      (other) => isSameStrip(other, image) || sharedArea(other, image) > 0.3 * areaOf(image),
    );
    if (at === -1) result.push({ ...image });
    else result[at] = unionOf([result[at] ?? image, image]);
  }
  return result;
}

function isSameStrip(a: Rect, b: Rect): boolean {
  const stacked = Math.abs(a.x0 - b.x0) < seam && Math.abs(a.x1 - b.x1) < seam && b.y0 - a.y1 < seam;
  const beside = Math.abs(a.y0 - b.y0) < seam && Math.abs(a.y1 - b.y1) < seam && b.x0 - a.x1 < seam;
  return (stacked && b.y0 >= a.y0) || (beside && b.x0 >= a.x0);
}
