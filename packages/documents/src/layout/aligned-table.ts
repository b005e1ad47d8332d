import { unionOf } from './rect.ts';
import type { FoundTable } from './ruled-table.ts';
import { tableMarkdown } from './table-markdown.ts';
import { joinLines, type TextLine } from './text-lines.ts';

/** Lines on one height, from the left. */
export interface TextRow {
  lines: TextLine[];
}

const fewestRows = 3;
/** White between columns, in sizes of the type. */
const narrowestGutter = 1;
/** Longer cells are columns of prose. */
const longestCell = 60;

/**
 * The table without rulings that begins at row `from`, with the row after it. Strict: three rows or more, the same white gutters through all
 * of them, three columns, or two of which one holds numbers.
 */
export function alignedTable(
  rows: readonly TextRow[],
  from: number,
): { table: FoundTable; end: number } | null {
  const { gutters, end } = alignedRun(rows, from);
  const taken = rows.slice(from, end);
  const grid = taken.map((row) => cellsOf(row, gutters));
  if (!isTable(grid)) return null;
  const markdown = tableMarkdown(grid);
  if (markdown === null) return null;
  const lines = taken.flatMap((row) => row.lines);
  return { table: { rect: unionOf(lines), markdown, words: lines.flatMap((line) => line.words) }, end };
}

/** How far the rows keep common gutters, and which they are. */
function alignedRun(rows: readonly TextRow[], from: number): { gutters: Gutter[]; end: number } {
  let gutters: Gutter[] = [];
  let end = from;
  for (let row = rows[end]; row !== undefined; row = rows[end]) {
    const lone = row.lines.length < 2;
    if (lone && !continuesCell(row, gutters)) break;
    const next = end === from ? guttersOf(row) : narrowed(gutters, row);
    if (next.length === 0) break;
    gutters = next;
    end++;
  }
  while (end > from && (rows[end - 1]?.lines.length ?? 0) < 2) end--;
  return { gutters, end };
}

interface Gutter {
  from: number;
  to: number;
}

function guttersOf({ lines }: TextRow): Gutter[] {
  return lines.slice(1).map((line, index) => ({ from: lines[index]?.x1 ?? 0, to: line.x0 }));
}

/** What white the next row leaves of the gutters. */
function narrowed(gutters: readonly Gutter[], row: TextRow): Gutter[] {
  const size = Math.max(...row.lines.map((line) => line.size), 1);
  return gutters.flatMap((gutter) => {
    let { from, to } = gutter;
    for (const line of row.lines) {
      if (line.x1 <= from || line.x0 >= to) continue;
      if (line.x0 <= from) from = Math.max(from, line.x1);
      else if (line.x1 >= to) to = Math.min(to, line.x0);
      else return [];
    }
    return to - from >= narrowestGutter * size ? [{ from, to }] : [];
  });
}

/** A row of one line inside one column goes on with the cell above. */
function continuesCell(row: TextRow, gutters: readonly Gutter[]): boolean {
  const [line] = row.lines;
  return line !== undefined && gutters.length > 0 && columnOf(line, gutters) > 0;
}

function columnOf(line: TextLine, gutters: readonly Gutter[]): number {
  const middle = (line.x0 + line.x1) / 2;
  return gutters.filter((gutter) => middle > (gutter.from + gutter.to) / 2).length;
}

function cellsOf(row: TextRow, gutters: readonly Gutter[]): string[] {
  const cells: string[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const line of row.lines) cells[columnOf(line, gutters)]?.push(line.text);
  return cells.map((cell) => joinLines(cell));
}

function isTable(grid: readonly string[][]): boolean {
  const columns = grid[0]?.length ?? 0;
  if (grid.length < fewestRows || columns < 2) return false;
  const full = grid.filter((row) => row.filter(Boolean).length >= Math.min(columns, 3)).length;
  if (full < fewestRows || full < 0.6 * grid.length) return false;
  const cells = grid.flat().filter(Boolean);
  if (cells.filter((cell) => cell.length > longestCell).length > 0.15 * cells.length) return false;
  return columns >= 3 || columnOfNumbers(grid);
}

function columnOfNumbers(grid: readonly string[][]): boolean {
  return [0, 1].some((column) => {
    const cells = grid.map((row) => row[column] ?? '').filter(Boolean);
    // A first column of «1.», «2)» is a list.
    const numbers = cells.filter((cell) => /^[-−–+±]?[\d\s.,]*\d[%*]?(?: ?\p{L}{1,3}[.²³]?)?$/u.test(cell));
    return column === 1 && numbers.length >= 0.7 * cells.length;
  });
}
