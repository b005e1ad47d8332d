import type { Box } from '@aizoomdoc/documents';

export const wholePage: Box = [0, 0, 1, 1];

/** Box grown on each side by a share of its own size, cut to the page. */
export function withMargin([x0, y0, x1, y1]: Box, margin: number): Box {
  const across = (x1 - x0) * margin;
  const down = (y1 - y0) * margin;
  return [Math.max(0, x0 - across), Math.max(0, y0 - down), Math.min(1, x1 + across), Math.min(1, y1 + down)];
}

/** A box of the page as a box of the region, cut to it. */
export function relativeTo(region: Box, [x0, y0, x1, y1]: Box): Box {
  const share = (value: number, from: number, to: number) =>
    Math.min(1, Math.max(0, (value - from) / (to - from)));
  return [
    share(x0, region[0], region[2]),
    share(y0, region[1], region[3]),
    share(x1, region[0], region[2]),
    share(y1, region[1], region[3]),
  ];
}

/** A box of the region as a box of the page. */
export function onPage(region: Box, [x0, y0, x1, y1]: Box): Box {
  const across = region[2] - region[0];
  const down = region[3] - region[1];
  return [region[0] + x0 * across, region[1] + y0 * down, region[0] + x1 * across, region[1] + y1 * down];
}

/** Area that two boxes share, 0 when they are apart. */
export function sharedArea(one: Box, other: Box): number {
  const across = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const down = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return Math.max(0, across) * Math.max(0, down);
}

export function areaOf([x0, y0, x1, y1]: Box): number {
  return (x1 - x0) * (y1 - y0);
}
