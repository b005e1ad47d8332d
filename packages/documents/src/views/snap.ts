import type { Box } from '../model.ts';

/** A target that covers this much of a block means the block. */
const MOST_OF_BLOCK = 0.6;
/** An edge of a block this near, of the target's side, was meant to be inside. */
const NEAR = 0.15;
/** How much of the target's other side the block must stand beside for its edge to count. */
const BESIDE = 0.5;

/** Where the two ends of a side stand in a box. */
const ACROSS = { start: 0, end: 2 } as const;
const DOWN = { start: 1, end: 3 } as const;
type Axis = typeof ACROSS | typeof DOWN;

/**
 * A target grown to the bounds of the blocks or tables that it nearly shows; it never shrinks. Edges are compared with the target as given,
 * so that growth at one block leads to no growth at the next.
 */
export function snapToBounds(target: Box, bounds: readonly Box[]): Box {
  const grown: Box = [...target];
  for (const bound of bounds) {
    const wanted = coverage(target, bound) >= MOST_OF_BLOCK ? bound : nearEdges(target, bound);
    grown[0] = Math.min(grown[0], wanted[0]);
    grown[1] = Math.min(grown[1], wanted[1]);
    grown[2] = Math.max(grown[2], wanted[2]);
    grown[3] = Math.max(grown[3], wanted[3]);
  }
  return grown;
}

/** Part of the block that the target shows. */
function coverage(target: Box, bound: Box): number {
  const area = (bound[2] - bound[0]) * (bound[3] - bound[1]);
  return area <= 0 ? 0 : (shared(target, bound, ACROSS) * shared(target, bound, DOWN)) / area;
}

function nearEdges(target: Box, bound: Box): Box {
  const wanted: Box = [...target];
  for (const axis of [ACROSS, DOWN]) {
    const other = axis === ACROSS ? DOWN : ACROSS;
    const beside = shared(target, bound, other) / (target[other.end] - target[other.start]);
    if (shared(target, bound, axis) <= 0 || beside < BESIDE) continue;
    const reach = NEAR * (target[axis.end] - target[axis.start]);
    if (target[axis.start] - bound[axis.start] <= reach) wanted[axis.start] = bound[axis.start];
    if (bound[axis.end] - target[axis.end] <= reach) wanted[axis.end] = bound[axis.end];
  }
  return wanted;
}

/** Length that both cover along an axis. */
function shared(left: Box, right: Box, { start, end }: Axis): number {
  return Math.max(0, Math.min(left[end], right[end]) - Math.max(left[start], right[start]));
}
