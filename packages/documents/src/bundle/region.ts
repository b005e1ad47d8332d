import type { Box } from '../model.ts';

/** Frames drawn by hand run over the edge of the page by a hair. */
const OVERRUN = 0.02;
const MAX_POINTS = 10_000;

/** `coords_norm` as a box; `null` where it is none, has no area or lies off the page. */
export function boxOf(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every((part) => Number.isFinite(part)))
    return null;
  const [x0, y0, x1, y1] = value as Box;
  const box: Box = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  if (box.some((part) => part < -OVERRUN || part > 1 + OVERRUN)) return null;
  const clamped = box.map((part) => Math.min(1, Math.max(0, part))) as Box;
  return clamped[2] > clamped[0] && clamped[3] > clamped[1] ? clamped : null;
}

/**
 * `polygon_points` in pixels, laid on the block's box: page sizes differ between files by a pixel, the box does not. Points that are 0–1 already are
 * taken as they are. `null` where there are fewer than three.
 */
export function polygonOf(points: unknown, pixels: unknown, bbox: Box): [number, number][] | null {
  if (!Array.isArray(points) || points.length > MAX_POINTS) return null;
  const pairs = points.filter(
    (point): point is [number, number] =>
      Array.isArray(point) && point.length === 2 && point.every((part) => Number.isFinite(part)),
  );
  if (pairs.length < 3) return null;
  if (pairs.every((pair) => pair.every((part) => part >= 0 && part <= 1))) return pairs;
  const xs = pairs.map(([x]) => x);
  const ys = pairs.map(([, y]) => y);
  const own: Box = [least(xs), least(ys), greatest(xs), greatest(ys)];
  const frame = pixelBox(pixels) ?? own;
  const place = (value: number, axis: 0 | 1) => {
    const [from, to] = [frame[axis], frame[axis + 2] ?? 0];
    const [start, end] = [bbox[axis], bbox[axis + 2] ?? 0];
    const share = to === from ? 0 : (value - from) / (to - from);
    return Math.min(1, Math.max(0, start + share * (end - start)));
  };
  return pairs.map(([x, y]) => [place(x, 0), place(y, 1)]);
}

function pixelBox(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every((part) => Number.isFinite(part)))
    return null;
  const [x0, y0, x1, y1] = value as Box;
  return x1 > x0 && y1 > y0 ? [x0, y0, x1, y1] : null;
}

const least = (values: readonly number[]) => values.reduce((one, other) => Math.min(one, other));
const greatest = (values: readonly number[]) => values.reduce((one, other) => Math.max(one, other));
