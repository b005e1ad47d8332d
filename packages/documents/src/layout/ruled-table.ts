import type { Cell } from './grid-cells.ts';
import { areaOf, heightOf, holdsMiddle, overlapY, type Rect, unionOf, widthOf } from './rect.ts';
import type { Sheet, Word } from './sheet.ts';
import { tableMarkdown } from './table-markdown.ts';
import { textOf } from './text-lines.ts';

export interface FoundTable {
  rect: Rect;
  /** Piped rows. */
  markdown: string;
  words: Word[];
}

/** Borders drawn twice make rows of no height. */
const sameLevel = 3;
const leastFilled = 0.25;
/** Cells of wires and walls leave holes and ragged edges; a table fills its box. */
const leastCovered = 0.8;
/** Shares of the page. */
const smallestFrame = 0.1;
const largestCell = 0.5;
/** Itself and some tiny ones of symbols aside. */
const cellsInFrame = 6;

/** Tables among the cells of a page. */
export function ruledTables(cells: readonly Cell[], sheet: Sheet): FoundTable[] {
  const usual = cells.filter((cell) => !isFrame(cell, cells, sheet));
  return groupByCorners(usual).flatMap((group) => tableOf(group, sheet.words) ?? []);
}

/** The field of a sheet, with tables of its own in it. */
function isFrame(cell: Cell, cells: readonly Cell[], { width, height }: Sheet): boolean {
  const share = areaOf(cell) / (width * height);
  if (share < smallestFrame) return false;
  let inside = 0;
  return share >= largestCell || cells.some((other) => holdsMiddle(cell, other) && ++inside > cellsInFrame);
}

/** Cells that share a corner hang together. */
function groupByCorners(cells: readonly Cell[]): Cell[][] {
  const parent = cells.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at;
    return at;
  };
  const owners = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    for (const corner of cornersOf(cell)) {
      const owner = owners.get(corner);
      if (owner === undefined) owners.set(corner, index);
      else parent[root(index)] = root(owner);
    }
  }
  return [...Map.groupBy(cells, (_, index) => root(index)).values()];
}

function cornersOf({ top, bottom, left, right }: Cell): string[] {
  return [`${top} ${left}`, `${top} ${right}`, `${bottom} ${left}`, `${bottom} ${right}`];
}

function tableOf(cells: readonly Cell[], words: readonly Word[]): FoundTable | null {
  const xs = levels(cells.flatMap((cell) => [cell.x0, cell.x1]));
  const ys = levels(cells.flatMap((cell) => [cell.y0, cell.y1]));
  const rows = ys.length - 1;
  const columns = xs.length - 1;
  if (cells.length < 4 || rows < 2 || columns < 2) return null;
  const rect = unionOf(cells);
  const inside = words.filter((word) => holdsMiddle(rect, word));
  const filling = fill(cells, inside);
  const filled = filling.filter(({ words: own }) => own.length > 0).length;
  if (filled < 3 || filled < leastFilled * Math.min(cells.length, 60)) return null;
  if (cells.reduce((sum, cell) => sum + areaOf(cell), 0) < leastCovered * areaOf(rect)) return null;
  if (filled < 0.5 * cells.length && !hasHeader(filling, rect)) return null;
  if (isDrawing(filling, inside)) return null;
  const grid: string[][] = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));
  for (const { cell, words: own } of filling) {
    const row = grid[levelIndex(ys, cell.y0)];
    const column = levelIndex(xs, cell.x0);
    if (row !== undefined) row[column] = [row[column], textOf(own)].filter(Boolean).join(' ');
  }
  const markdown = tableMarkdown(grid);
  return markdown === null ? null : { rect, markdown, words: inside };
}

interface Filling {
  cell: Cell;
  words: Word[];
}

/** Each word goes to the smallest cell about its middle. */
function fill(cells: readonly Cell[], words: readonly Word[]): Filling[] {
  const filling = cells.map((cell) => ({ cell, words: [] as Word[] }));
  const bySize = [...filling].sort((a, b) => areaOf(a.cell) - areaOf(b.cell));
  for (const word of words) bySize.find(({ cell }) => holdsMiddle(cell, word))?.words.push(word);
  return filling;
}

/** Whether the cells along the upper edge, or along the lower one as over a title block, are named. */
function hasHeader(filling: readonly Filling[], rect: Rect): boolean {
  const named = (edge: Filling[]) =>
    edge.length >= 2 && edge.filter(({ words }) => words.length > 0).length >= 0.6 * edge.length;
  return (
    named(filling.filter(({ cell }) => cell.y0 - rect.y0 < sameLevel)) ||
    named(filling.filter(({ cell }) => rect.y1 - cell.y1 < sameLevel))
  );
}

/** In a table words keep to their cells; the rooms of a plan are crossed by labels, and many words stand in none. */
function isDrawing(filling: readonly Filling[], words: readonly Word[]): boolean {
  const placed = filling.flatMap(({ cell, words: own }) => own.map((word) => ({ cell, word })));
  const crossing = placed.filter(({ cell, word }) => {
    const outside = Math.max(cell.x0 - word.x0, word.x1 - cell.x1);
    return outside > 0.35 * widthOf(word) || overlapY(cell, word) < 0.4 * heightOf(word);
  });
  return crossing.length > 0.2 * placed.length || placed.length < 0.6 * words.length;
}

function levels(values: readonly number[]): number[] {
  const result: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    if (value - (result.at(-1) ?? -Infinity) > sameLevel) result.push(value);
  }
  return result;
}

function levelIndex(sorted: readonly number[], value: number): number {
  return Math.max(
    0,
    sorted.findLastIndex((level) => level <= value + 0.01),
  );
}
