import type { Ink } from './raster.ts';

/** Where the pixel `x` of the picture before lies in the picture after: `scale · x + shift`. */
export interface AxisAlignment {
  scale: number;
  shift: number;
  /** Correlation of the two, −1 to 1. */
  score: number;
}

export interface Alignment {
  x: AxisAlignment;
  y: AxisAlignment;
}

const COARSE = 1000;
/** Part of a side by which sheets may be shifted, and by which they may be stretched beyond the ratio of their sizes. */
const MOST_SHIFT = 0.1;
const MOST_STRETCH = 0.03;
const COARSE_STRETCH = 0.002;

/**
 * Shift and scale from one picture of a sheet to another. Frames, stamps and long lines make the sums of ink along rows and columns
 * distinct, so each axis is found by itself; changes of a part of the drawing blur them little.
 */
export function alignInk(before: Ink, after: Ink): Alignment {
  return {
    x: alignProfiles(columnSums(before), columnSums(after)),
    y: alignProfiles(rowSums(before), rowSums(after)),
  };
}

function columnSums({ data, width, height }: Ink): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) sums[column] = (sums[column] ?? 0) + (data[at] ?? 0);
  }
  return sums;
}

function rowSums({ data, width, height }: Ink): Float64Array {
  const sums = new Float64Array(height);
  for (let row = 0, at = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++, at++) sum += data[at] ?? 0;
    sums[row] = sum;
  }
  return sums;
}

/** First on the thousandth of the side, then closer and closer around the best. */
function alignProfiles(before: Float64Array, after: Float64Array): AxisAlignment {
  const ratio = after.length / before.length;
  const step = Math.max(1, before.length / COARSE);
  const coarse = searchCoarsely(shrunk(before, step), shrunk(after, step * ratio));
  const found = { ...coarse, scale: coarse.scale * ratio, shift: coarse.shift * step * ratio };
  const near = refine(before, after, found, {
    stretch: COARSE_STRETCH,
    shift: 2 * step * ratio,
    by: Math.max(0.5, step / 4),
  });
  return refine(before, after, near, { stretch: 2 / before.length, shift: 1, by: 0.25 });
}

/** Every shift by whole steps at every scale. */
function searchCoarsely(before: Float64Array, after: Float64Array): AxisAlignment {
  const count = before.length;
  const reach = Math.round(count * MOST_SHIFT);
  // About their means, so that products alone tell how alike they are wherever they overlap.
  const level = lessMean(before);
  const centred = lessMean(after);
  const spreadBefore = standard(level);
  let best: AxisAlignment = { scale: 1, shift: 0, score: Number.NEGATIVE_INFINITY };
  for (const scale of spread(1, MOST_STRETCH, COARSE_STRETCH)) {
    const start = (after.length - scale * count) / 2;
    const wide = resampled(centred, { scale, shift: start - scale * reach, count: count + 2 * reach });
    const spreads = runningSpreads(wide, count);
    for (const by of spread(0, reach, 1)) {
      const products = sumOfProducts(level, wide, reach + by);
      const score = products / (spreadBefore * (spreads[reach + by] ?? 0) || 1);
      // In steps of the picture before, as `wide` is drawn at its scale.
      if (score > best.score) best = { scale, shift: start + scale * by, score };
    }
  }
  return best;
}

/** Scale is searched about the middle, so that it and the shift do not depend on each other. */
function refine(
  before: Float64Array,
  after: Float64Array,
  { scale, shift }: AxisAlignment,
  around: { stretch: number; shift: number; by: number },
): AxisAlignment {
  const count = before.length;
  const centre = (scale * count) / 2 + shift;
  const level = lessMean(before);
  const spreadBefore = standard(level);
  let best: AxisAlignment = { scale, shift, score: Number.NEGATIVE_INFINITY };
  for (const one of spread(scale, around.stretch, Math.max(around.by / count, around.stretch / 6))) {
    for (const start of spread(centre - (one * count) / 2, around.shift, around.by)) {
      const drawn = lessMean(resampled(after, { scale: one, shift: start, count }));
      const score = sumOfProducts(level, drawn, 0) / (spreadBefore * standard(drawn) || 1);
      if (score > best.score) best = { scale: one, shift: start, score };
    }
  }
  return best;
}

/** A profile as another scale and shift show it; beyond its ends there is no ink. */
function resampled(
  profile: Float64Array,
  { scale, shift, count }: { scale: number; shift: number; count: number },
): Float64Array {
  const drawn = new Float64Array(count);
  const last = profile.length - 1;
  for (let at = 0; at < count; at++) {
    const place = scale * (at + 0.5) + shift - 0.5;
    const floor = Math.floor(place);
    if (floor < -1 || floor > last) continue;
    const part = place - floor;
    const low = floor < 0 ? 0 : (profile[floor] ?? 0);
    const high = floor >= last ? 0 : (profile[floor + 1] ?? 0);
    drawn[at] = low * (1 - part) + high * part;
  }
  return drawn;
}

function lessMean(profile: Float64Array): Float64Array {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
  return profile.map((value) => value - mean);
}

function sumOfProducts(one: Float64Array, other: Float64Array, from: number): number {
  let products = 0;
  for (let at = 0; at < one.length; at++) products += (one[at] as number) * (other[from + at] as number);
  return products;
}

/** Root of the sum of squares. */
function standard(profile: Float64Array): number {
  return Math.sqrt(sumOfProducts(profile, profile, 0));
}

/** The same for every window of `count` numbers. */
function runningSpreads(profile: Float64Array, count: number): Float64Array {
  const spreads = new Float64Array(profile.length - count + 1);
  let squares = 0;
  for (let at = 0; at < profile.length; at++) {
    squares += (profile[at] as number) ** 2;
    if (at >= count) squares -= (profile[at - count] as number) ** 2;
    if (at >= count - 1) spreads[at - count + 1] = Math.sqrt(Math.max(0, squares));
  }
  return spreads;
}

/** The mean of each stretch of `step` numbers. */
function shrunk(numbers: Float64Array, step: number): Float64Array {
  const small = new Float64Array(Math.max(1, Math.round(numbers.length / step)));
  for (let at = 0; at < small.length; at++) {
    const [from, to] = [
      Math.floor(at * step),
      Math.max(Math.floor(at * step) + 1, Math.floor((at + 1) * step)),
    ];
    for (let each = from; each < to; each++)
      small[at] = (small[at] ?? 0) + (numbers[each] ?? 0) / (to - from);
  }
  return small;
}

function spread(middle: number, reach: number, by: number): number[] {
  const count = Math.round(reach / by);
  // From the middle outwards: of equally good ones the nearest wins.
  return [
    middle,
    ...Array.from({ length: count }, (_, at) => [middle - (at + 1) * by, middle + (at + 1) * by]).flat(),
  ];
}
