/** `[x0, y0, x1, y1]`, 0–1 of the page, origin top-left. */
export type Box = readonly [number, number, number, number];

export interface Point {
  x: number;
  y: number;
}

/** Affine map of the page (0–1 both ways) onto pixels of the screen: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export interface PageMatrix {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

/** The map that takes the page's corners (0,0), (1,0) and (0,1) to these points. */
export function matrixOf(origin: Point, right: Point, bottom: Point): PageMatrix {
  return {
    a: right.x - origin.x,
    b: right.y - origin.y,
    c: bottom.x - origin.x,
    d: bottom.y - origin.y,
    e: origin.x,
    f: origin.y,
  };
}

export function toScreen({ a, b, c, d, e, f }: PageMatrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** Where on the page a pixel of the screen lies; may be outside of 0–1. */
export function toPage({ a, b, c, d, e, f }: PageMatrix, { x, y }: Point): Point {
  const area = a * d - b * c;
  if (area === 0) return { x: 0, y: 0 };
  return { x: (d * (x - e) - c * (y - f)) / area, y: (a * (y - f) - b * (x - e)) / area };
}

/** Height of one page on the screen, pixels. */
export function pageHeightOf({ c, d }: PageMatrix): number {
  return Math.hypot(c, d);
}

/** The box of the page between two points of the screen, cut to the page; `null` when nothing of the page is between. */
export function boxBetween(matrix: PageMatrix, from: Point, to: Point): Box | null {
  const corners = [from, { x: from.x, y: to.y }, { x: to.x, y: from.y }, to].map((point) =>
    toPage(matrix, point),
  );
  const xs = corners.map(({ x }) => clamp(x));
  const ys = corners.map(({ y }) => clamp(y));
  const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return areaOf(box) > 0 ? box : null;
}

export interface Placed {
  bbox: Box | null;
  polygon?: readonly (readonly [number, number])[] | null;
}

/** The smallest of the placed things under a point: what lies inside another is meant, not its container. */
export function smallestAt<Thing extends Placed>(things: readonly Thing[], point: Point): Thing | null {
  let best: Thing | null = null;
  for (const thing of things) {
    if (thing.bbox === null || !isInside(thing.bbox, point)) continue;
    if (thing.polygon && thing.polygon.length > 2 && !isInsidePolygon(thing.polygon, point)) continue;
    if (best?.bbox == null || areaOf(thing.bbox) < areaOf(best.bbox)) best = thing;
  }
  return best;
}

/** Box grown on all sides by a share of its own size, and to at least `least` of the page, cut to the page. */
export function withAir(box: Box, share: number, least: number): Box {
  const [x0, y0, x1, y1] = box;
  const half = (length: number) => Math.max(length * (0.5 + share), least / 2);
  const [x, y, w, h] = [(x0 + x1) / 2, (y0 + y1) / 2, half(x1 - x0), half(y1 - y0)];
  return [clamp(x - w), clamp(y - h), clamp(x + w), clamp(y + h)];
}

/** Reads `x0,y0,x1,y1`; `null` when it is no box of a page. */
export function parseBox(text: string): Box | null {
  const [x0, y0, x1, y1, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined || rest.length > 0)
    return null;
  if (!(x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1 && x0 < x1 && y0 < y1)) return null;
  return [x0, y0, x1, y1];
}

/** `x0,y0,x1,y1` in ten-thousandths: half a pixel of a screen at five times the width. */
export function formatBox(box: Box): string {
  return box.map((share) => Number(share.toFixed(4))).join(',');
}

export function areaOf([x0, y0, x1, y1]: Box): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function isInside([x0, y0, x1, y1]: Box, { x, y }: Point): boolean {
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

/** By counting the edges that a ray to the right crosses. */
function isInsidePolygon(polygon: readonly (readonly [number, number])[], { x, y }: Point): boolean {
  let inside = false;
  for (const [index, [x1, y1]] of polygon.entries()) {
    const [x0, y0] = polygon.at(index - 1) ?? [x1, y1];
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside;
  }
  return inside;
}
