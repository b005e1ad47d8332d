import type { Box } from '../model.ts';
import { type Alignment, alignInk } from './align.ts';
import { type ChangedCell, clusterCells } from './cluster.ts';
import { type Ink, inkOf, type Raster } from './raster.ts';

/** A place where two pictures of a sheet differ. */
export interface PictureChange {
  kind: 'added' | 'removed' | 'changed';
  /** The same place in either picture, of the page as seen. */
  before: Box;
  after: Box;
}

export interface PictureComparison {
  alignment: Alignment;
  /** Whether the two show the same sheet; where they do not, the changes say little. */
  isAligned: boolean;
  /** From top to bottom. */
  changes: PictureChange[];
}

export interface PictureOptions {
  /** Longest side at which the pictures are compared, pixels; default 3000. */
  longSide?: number;
  /** How far a line may be off before it is another line, pixels of that size; default 2, which swallows antialiasing. */
  tolerance?: number;
}

const LONG_SIDE = 3000;
const TOLERANCE = 2;
/** Darker than this is ink; below it, paper, the grey of antialiasing and compression. */
const DARK = 56;
const ALIGNED = 0.5;
/** Pixels at the edge of a picture that a shift may cut. */
const EDGE = 3;
/** Side of the cells that changes are gathered in, and how many pixels make a cell a change. */
const CELL = 8;
const ENOUGH = 3;

/** Where two pictures of the same page differ, after they are laid over each other. A sheet of A1 at 150 dpi takes about a second. */
export function comparePictures(
  before: Raster,
  after: Raster,
  options: PictureOptions = {},
): PictureComparison {
  const { longSide = LONG_SIDE, tolerance = TOLERANCE } = options;
  const [left, right] = [inkOf(before), inkOf(after)];
  const alignment = alignInk(left, right);
  const factor = Math.max(1, Math.max(left.width, left.height) / longSide);
  const width = Math.ceil(left.width / factor);
  const height = Math.ceil(left.height / factor);
  const same = { scale: 1, shift: 0 };
  const one = sample(left, { width, height, factor }, { x: same, y: same });
  const other = sample(right, { width, height, factor }, alignment);
  const [nearOne, nearOther] = [thickened(one, tolerance), thickened(other, tolerance)];
  hideBeyond(one, { factor, left, right }, alignment);
  const cells = cellsOf({ one, other, nearOne, nearOther });
  const changes = clusterCells(cells).map(({ kind, box }): PictureChange => {
    const pixels = box.map((cell) => cell * CELL * factor) as Box;
    return { kind, before: onPage(pixels, left), after: onPage(moved(pixels, alignment), right) };
  });
  const isAligned = Math.min(alignment.x.score, alignment.y.score) >= ALIGNED;
  return { alignment, isAligned, changes };
}

/** One bit a pixel in a byte. */
interface Mask {
  data: Uint8Array;
  width: number;
  height: number;
}

type Scaling = Record<'x' | 'y', { scale: number; shift: number }>;

/** Ink of a picture on the grid of the comparison: a cell is dark where any pixel in it is, so that hairlines survive. */
function sample(ink: Ink, grid: { width: number; height: number; factor: number }, { x, y }: Scaling): Mask {
  const { width, height, factor } = grid;
  const columns = stretches(width, factor, { ...x, most: ink.width });
  const rows = stretches(height, factor, { ...y, most: ink.height });
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let at = rows[2 * row] ?? 0; at < (rows[2 * row + 1] ?? 0); at++) {
      markRow(
        data.subarray(row * width, (row + 1) * width),
        ink.data.subarray(at * ink.width, (at + 1) * ink.width),
        columns,
      );
    }
  }
  return { data, width, height };
}

function markRow(marks: Uint8Array, ink: Uint8Array, columns: Int32Array): void {
  for (let column = 0; column < marks.length; column++) {
    const end = columns[2 * column + 1] ?? 0;
    for (let at = columns[2 * column] ?? 0; at < end; at++) if ((ink[at] ?? 0) > DARK) marks[column] = 1;
  }
}

/** What lies beyond the edge of the other picture cannot be compared: its ink does not count. */
function hideBeyond(
  mask: Mask,
  { factor, left, right }: { factor: number; left: Ink; right: Ink },
  { x, y }: Alignment,
): void {
  const isBeyond = (at: number, { scale, shift }: Alignment['x'], most: number) => {
    const place = scale * (at + 0.5) * factor + shift;
    return place < EDGE * factor || place > most - EDGE * factor;
  };
  const columns = Array.from({ length: Math.ceil(left.width / factor) }, (_, at) =>
    isBeyond(at, x, right.width),
  );
  for (let row = 0; row < mask.height; row++) {
    const line = mask.data.subarray(row * mask.width, (row + 1) * mask.width);
    if (isBeyond(row, y, right.height)) line.fill(0);
    else for (const [column, hidden] of columns.entries()) if (hidden) line[column] = 0;
  }
}

/** First pixel and the one after the last of each cell of a grid. */
function stretches(
  count: number,
  factor: number,
  { scale, shift, most }: { scale: number; shift: number; most: number },
): Int32Array {
  const ends = new Int32Array(2 * count);
  const clamp = (value: number) => Math.min(most, Math.max(0, value));
  for (let at = 0; at < count; at++) {
    const from = Math.round(scale * at * factor + shift);
    const to = Math.max(from + 1, Math.round(scale * (at + 1) * factor + shift));
    ends[2 * at] = clamp(from);
    ends[2 * at + 1] = clamp(to);
  }
  return ends;
}

/** Every pixel within `reach` of ink, across and down. */
function thickened({ data, width, height }: Mask, reach: number): Mask {
  const across = spreadOut(data, { lines: height, length: width, step: 1, next: width }, reach);
  return {
    data: spreadOut(across, { lines: width, length: height, step: width, next: 1 }, reach),
    width,
    height,
  };
}

function spreadOut(
  data: Uint8Array,
  { lines, length, step, next }: { lines: number; length: number; step: number; next: number },
  reach: number,
): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let line = 0; line < lines; line++) {
    const start = line * next;
    let filled = 0;
    for (let at = 0; at < length; at++) {
      if (data[start + at * step] !== 1) continue;
      const end = Math.min(length, at + reach + 1);
      for (let each = Math.max(filled, at - reach); each < end; each++) result[start + each * step] = 1;
      filled = end;
    }
  }
  return result;
}

function cellsOf(masks: Record<'one' | 'other' | 'nearOne' | 'nearOther', Mask>): ChangedCell[][] {
  const { one, other, nearOne, nearOther } = masks;
  const [columns, rows] = [Math.ceil(one.width / CELL), Math.ceil(one.height / CELL)];
  const removed = new Uint8Array(columns * rows);
  const added = new Uint8Array(columns * rows);
  for (let row = 0, at = 0; row < one.height; row++) {
    const base = Math.floor(row / CELL) * columns;
    for (let column = 0; column < one.width; column++, at++) {
      const cell = base + Math.floor(column / CELL);
      if (one.data[at] === 1 && nearOther.data[at] === 0) removed[cell] = (removed[cell] ?? 0) + 1;
      else if (other.data[at] === 1 && nearOne.data[at] === 0) added[cell] = (added[cell] ?? 0) + 1;
    }
  }
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const cell = row * columns + column;
      const [gone, came] = [removed[cell] ?? 0, added[cell] ?? 0];
      return gone + came < ENOUGH ? null : { gone, came };
    }),
  );
}

function moved([x0, y0, x1, y1]: Box, { x, y }: Alignment): Box {
  return [x.scale * x0 + x.shift, y.scale * y0 + y.shift, x.scale * x1 + x.shift, y.scale * y1 + y.shift];
}

function onPage([x0, y0, x1, y1]: Box, { width, height }: Ink): Box {
  const part = (value: number, of: number) => Math.min(1, Math.max(0, value / of));
  return [part(x0, width), part(y0, height), part(x1, width), part(y1, height)];
}
