import type { Box } from '../model.ts';

/** Cells along the longer side of the page. */
const cellsAlong = 240;
/** More pieces than this are more than any layout asks for; the largest are kept. */
const maxPieces = 4000;

/** Where a page is drawn on, coarsely: any number of strokes in bounded memory. Points as seen. */
export class InkGrid {
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly width: number;
  private readonly height: number;
  /** Of each cell, the bounds of its ink: x0, y0, x1, y1; empty while x0 > x1. Most pages of text have none. */
  private bounds: Float32Array | null = null;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.cell = Math.max(width, height) / cellsAlong || 1;
    this.columns = Math.max(1, Math.ceil(width / this.cell));
    this.rows = Math.max(1, Math.ceil(height / this.cell));
  }

  line(x0: number, y0: number, x1: number, y1: number): void {
    const steps = Math.min(
      2 * cellsAlong,
      Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) / this.cell),
    );
    this.point(x0, y0);
    for (let step = 1; step <= steps; step++) {
      this.point(x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps);
    }
  }

  private point(x: number, y: number): void {
    if (!(x >= 0 && y >= 0 && x <= this.width && y <= this.height)) return;
    const column = Math.min(this.columns - 1, Math.floor(x / this.cell));
    const row = Math.min(this.rows - 1, Math.floor(y / this.cell));
    this.bounds ??= emptyBounds(this.columns * this.rows);
    const { bounds } = this;
    const at = (row * this.columns + column) * 4;
    const [x0 = 1, y0 = 1, x1 = 0, y1 = 0] = [bounds[at], bounds[at + 1], bounds[at + 2], bounds[at + 3]];
    const empty = x0 > x1;
    bounds[at] = empty ? x : Math.min(x0, x);
    bounds[at + 1] = empty ? y : Math.min(y0, y);
    bounds[at + 2] = empty ? x : Math.max(x1, x);
    bounds[at + 3] = empty ? y : Math.max(y1, y);
  }

  /** Bounds of what hangs together, 0–1. */
  pieces(): Box[] {
    const { bounds } = this;
    if (bounds === null) return [];
    const seen = new Uint8Array(this.columns * this.rows);
    const pieces: Box[] = [];
    for (let cell = 0; cell < seen.length; cell++) {
      if (seen[cell] === 0 && isInked(bounds, cell)) pieces.push(this.pieceFrom(bounds, cell, seen));
    }
    if (pieces.length > maxPieces) {
      pieces.sort((a, b) => spread(b) - spread(a));
      pieces.length = maxPieces;
    }
    return pieces;
  }

  private pieceFrom(bounds: Float32Array, start: number, seen: Uint8Array): Box {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    const open = [start];
    seen[start] = 1;
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      x0 = Math.min(x0, bounds[cell * 4] ?? 0);
      y0 = Math.min(y0, bounds[cell * 4 + 1] ?? 0);
      x1 = Math.max(x1, bounds[cell * 4 + 2] ?? 0);
      y1 = Math.max(y1, bounds[cell * 4 + 3] ?? 0);
      for (const near of this.neighbours(cell)) {
        if (seen[near] !== 0 || !isInked(bounds, near)) continue;
        seen[near] = 1;
        open.push(near);
      }
    }
    return [x0 / this.width, y0 / this.height, x1 / this.width, y1 / this.height];
  }

  private *neighbours(cell: number): Generator<number> {
    const row = Math.floor(cell / this.columns);
    const column = cell % this.columns;
    for (let y = Math.max(0, row - 1); y <= Math.min(this.rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(this.columns - 1, column + 1); x++) {
        yield y * this.columns + x;
      }
    }
  }
}

function spread([x0, y0, x1, y1]: Box): number {
  return x1 - x0 + y1 - y0;
}

function emptyBounds(cells: number): Float32Array {
  const bounds = new Float32Array(cells * 4);
  for (let at = 0; at < bounds.length; at += 4) bounds[at] = 1;
  return bounds;
}

function isInked(bounds: Float32Array, cell: number): boolean {
  return (bounds[cell * 4] ?? 1) <= (bounds[cell * 4 + 2] ?? 0);
}
