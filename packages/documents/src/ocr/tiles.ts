import type { Region } from './engine.ts';

export interface Tile {
  /** What is read. */
  region: Region;
  /** What of it counts: the cores of all tiles make up the picture, each point once. */
  core: Region;
}

/** Pixels: an A4 page at 300 dpi is one tile. */
const MAX_SIDE = 3600;
/** Words cut at the border of one tile are whole in its neighbour. */
const MARGIN = 240;

/** Overlapping tiles that cover a picture. */
export function tilesOf(width: number, height: number): Tile[] {
  const rows = spans(height);
  return rows.flatMap(([top, bottom]) =>
    spans(width).map(([left, right]) => {
      const core = { left, top, width: right - left, height: bottom - top };
      return { core, region: widened(core, width, height) };
    }),
  );
}

function spans(length: number): [number, number][] {
  const count = length <= MAX_SIDE ? 1 : Math.ceil(length / (MAX_SIDE - 2 * MARGIN));
  return Array.from({ length: count }, (_, index) => [
    Math.round((length * index) / count),
    Math.round((length * (index + 1)) / count),
  ]);
}

function widened(core: Region, width: number, height: number): Region {
  const left = Math.max(0, core.left - MARGIN);
  const top = Math.max(0, core.top - MARGIN);
  return {
    left,
    top,
    width: Math.min(width, core.left + core.width + MARGIN) - left,
    height: Math.min(height, core.top + core.height + MARGIN) - top,
  };
}
