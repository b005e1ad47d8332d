import { type Rect, type Size, unionOf } from './rect.ts';

/** Cells along the longer side of the page. */
const cellsAlong = 130;
const smallestCell = 6;

/** Where a sheet is drawn on, in coarse cells. */
export class InkMap {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  private readonly ink: Uint8Array;

  constructor({ width, height }: Size, pieces: Iterable<Rect>) {
    this.cell = Math.max(smallestCell, Math.max(width, height) / cellsAlong);
    this.columns = Math.ceil(width / this.cell) + 1;
    this.rows = Math.ceil(height / this.cell) + 1;
    this.ink = new Uint8Array(this.columns * this.rows);
    for (const piece of pieces) this.mark(piece);
  }

  private mark(piece: Rect): void {
    const { x0, y0, x1, y1 } = this.cellsOf(piece);
    for (let row = y0; row <= y1; row++) {
      this.ink.fill(1, row * this.columns + x0, row * this.columns + x1 + 1);
    }
  }

  private cellsOf(rect: Rect): Rect {
    const column = (x: number) => Math.min(this.columns - 1, Math.max(0, Math.floor(x / this.cell)));
    const row = (y: number) => Math.min(this.rows - 1, Math.max(0, Math.floor(y / this.cell)));
    return { x0: column(rect.x0), y0: row(rect.y0), x1: column(rect.x1), y1: row(rect.y1) };
  }

  /** Inked cells inside a rectangle. */
  count(rect: Rect): number {
    const { x0, y0, x1, y1 } = this.cellsOf(rect);
    let count = 0;
    for (let row = y0; row <= y1; row++) {
      for (let column = x0; column <= x1; column++) count += this.ink[row * this.columns + column] ?? 0;
    }
    return count;
  }

  /** Bounds of inked cells that lie within two cells of each other, in points. */
  clusters(): Rect[] {
    const seen = new Uint8Array(this.ink.length);
    const clusters: Rect[] = [];
    for (let cell = 0; cell < seen.length; cell++) {
      if (seen[cell] === 0 && this.ink[cell] === 1) clusters.push(this.clusterFrom(cell, seen));
    }
    return clusters;
  }

  private clusterFrom(start: number, seen: Uint8Array): Rect {
    const open = [start];
    const cells: Rect[] = [];
    seen[start] = 1;
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const row = Math.floor(cell / this.columns);
      const column = cell % this.columns;
      cells.push({ x0: column, y0: row, x1: column + 1, y1: row + 1 });
      for (let y = Math.max(0, row - 2); y <= Math.min(this.rows - 1, row + 2); y++) {
        for (let x = Math.max(0, column - 2); x <= Math.min(this.columns - 1, column + 2); x++) {
          const near = y * this.columns + x;
          if (seen[near] !== 0 || this.ink[near] !== 1) continue;
          seen[near] = 1;
          open.push(near);
        }
      }
    }
    const { x0, y0, x1, y1 } = unionOf(cells);
    return { x0: x0 * this.cell, y0: y0 * this.cell, x1: x1 * this.cell, y1: y1 * this.cell };
  }
}
