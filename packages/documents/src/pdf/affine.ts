import type { PageGeometry } from './page-content.ts';

/** `[a, b, c, d, e, f]`: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Affine = readonly [number, number, number, number, number, number];

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

/** From user space to points as seen: origin top-left, y down, after rotation, relative to the CropBox. */
export function toSeen({ cropBox, rotation, userUnit }: PageGeometry): Affine {
  const [left, bottom, right, top] = cropBox;
  const k = userUnit;
  switch (rotation) {
    case 90:
      return [0, k, k, 0, -bottom * k, -left * k];
    case 180:
      return [-k, 0, 0, k, right * k, -bottom * k];
    case 270:
      return [0, -k, -k, 0, top * k, right * k];
    default:
      return [k, 0, 0, -k, -left * k, top * k];
  }
}
