import type { Box } from '../model.ts';

/** In points as seen, y down. */
export interface Rect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Size {
  width: number;
  height: number;
}

export function fromBox([x0, y0, x1, y1]: Box, { width, height }: Size): Rect {
  return { x0: x0 * width, y0: y0 * height, x1: x1 * width, y1: y1 * height };
}

/** 0–1, to a millionth: the same page gives the same box on every machine. */
export function toBox(rect: Rect, { width, height }: Size): Box {
  const unit = (value: number) => Math.min(1, Math.max(0, Math.round(value * 1e6) / 1e6));
  return [unit(rect.x0 / width), unit(rect.y0 / height), unit(rect.x1 / width), unit(rect.y1 / height)];
}

export function widthOf(rect: Rect): number {
  return rect.x1 - rect.x0;
}

export function heightOf(rect: Rect): number {
  return rect.y1 - rect.y0;
}

export function areaOf(rect: Rect): number {
  return Math.max(0, widthOf(rect)) * Math.max(0, heightOf(rect));
}

/** Bounds of them all; of none, a rectangle of nothing. */
export function unionOf(rects: Iterable<Rect>): Rect {
  const union = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const rect of rects) {
    union.x0 = Math.min(union.x0, rect.x0);
    union.y0 = Math.min(union.y0, rect.y0);
    union.x1 = Math.max(union.x1, rect.x1);
    union.y1 = Math.max(union.y1, rect.y1);
  }
  return union.x0 <= union.x1 ? union : { x0: 0, y0: 0, x1: 0, y1: 0 };
}

/** Negative: the gap between them. */
export function overlapX(a: Rect, b: Rect): number {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
}

export function overlapY(a: Rect, b: Rect): number {
  return Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
}

export function sharedArea(a: Rect, b: Rect): number {
  return Math.max(0, overlapX(a, b)) * Math.max(0, overlapY(a, b));
}

/** Distance between the nearest points; 0 where they touch. */
export function distance(a: Rect, b: Rect): number {
  return Math.hypot(Math.max(0, -overlapX(a, b)), Math.max(0, -overlapY(a, b)));
}

/** Whether the middle of `inner` lies in `outer`, widened by `margin`. */
export function holdsMiddle(outer: Rect, inner: Rect, margin = 0): boolean {
  const x = (inner.x0 + inner.x1) / 2;
  const y = (inner.y0 + inner.y1) / 2;
  return x >= outer.x0 - margin && x <= outer.x1 + margin && y >= outer.y0 - margin && y <= outer.y1 + margin;
}

export function grown(rect: Rect, margin: number): Rect {
  return { x0: rect.x0 - margin, y0: rect.y0 - margin, x1: rect.x1 + margin, y1: rect.y1 + margin };
}
