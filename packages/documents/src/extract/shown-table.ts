import { findTables, type RowLayout, type TableLayout } from '../bundle/tables.ts';
import { findMarks } from '../marks/index.ts';
import { isCaption, plainCell } from './plain.ts';
import { readRow, readTotal } from './reading.ts';
import type { ExtractBlock } from './types.ts';

/** Rows of a table as a reader wants them: no invented captions, no columns without a value. */
export interface ShownTable {
  /** Names of the columns; empty when nobody knows them. */
  header: string[];
  rows: string[][];
  /** One a row. */
  readings: string[];
  /** All rows as one sum. */
  total: string;
}

/** What stands under such a name is a picture; its words are the recogniser's own. */
const SKETCH = /^(?:изображени|эскиз|рисунок)/iu;
/** A value where a name should be: the first row of a stamp is no header. */
const CIPHER = /^\d+[/-]\d[\d\p{L}/.-]*$/u;
const NUMBER = /^[-−–+]?\d[\d\s.,]*$/u;
/** Values of a row that must agree before a table of another page lends its names. */
const ENOUGH_AGREEMENT = 2;

/** Shows rows of a table; a table without names of columns borrows them where there is no doubt. */
export function showTable(
  rows: readonly RowLayout[],
  header: readonly string[],
  borrow: (cells: readonly string[]) => readonly string[],
): ShownTable {
  const cells = rows.map((row) =>
    row.cells.map((cell, column) => (SKETCH.test(header[column] ?? '') ? '' : plainCell(cell))),
  );
  const isKnown = header.length > 0 && !header.some((name) => isCaption(name) || CIPHER.test(name));
  const names = isKnown ? header.map(plainCell) : borrow(rows[0]?.cells ?? []);
  const width = Math.max(names.length, ...cells.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) =>
    cells.some((row) => (row[column] ?? '') !== ''),
  );
  const pick = (row: readonly string[]) => columns.map((column) => row[column] ?? '');
  return {
    header: names.length > 0 ? pick(names) : [],
    rows: cells.map(pick),
    readings: cells.map((row) => readRow(names, row)),
    total: readTotal(names, cells),
  };
}

/** Finds the names of columns for rows that have none, among the tables of `blocks`. */
export function createHeaderFinder(
  blocks: readonly ExtractBlock[],
): (block: ExtractBlock, cells: readonly string[]) => readonly string[] {
  let tables: { block: ExtractBlock; table: TableLayout }[] | null = null;
  return (block, cells) => {
    tables ??= blocks.flatMap((one) => findTables(one.text).map((table) => ({ block: one, table })));
    const alike = tables.filter((one) => one.block.documentId === block.documentId && fits(one.table, cells));
    const near = alike.filter((one) => one.block.page === block.page);
    const same = alike.filter(({ table }) => table.rows.some((row) => agrees(row.cells, cells)));
    return unanimous(near.length > 0 ? near : same);
  };
}

/** The names that all tables give, none when they differ. */
function unanimous(tables: readonly { table: TableLayout }[]): readonly string[] {
  const [first, ...others] = tables.map(({ table }) => table.header);
  const key = (header: readonly string[]) =>
    header
      .join('|')
      .toLowerCase()
      .replace(/[^\p{L}\d|]/gu, '');
  return first !== undefined && others.every((header) => key(header) === key(first)) ? first : [];
}

/** As many columns, marks or numbers first in both, and numbers where the table has numbers. */
function fits({ header, rows }: TableLayout, cells: readonly string[]): boolean {
  const sort = sortOf(cells[0] ?? '');
  if (header.length !== cells.length || header.some(isCaption) || sort === null) return false;
  const full = rows.filter((row) => row.cells.filter((cell) => cell !== '').length > 1);
  if (!full.some((row) => sortOf(row.cells[0] ?? '') === sort)) return false;
  return cells.every((cell, column) => {
    if (cell === '' || isCaption(cell)) return true;
    return full.some((row) => NUMBER.test(row.cells[column] ?? '') === NUMBER.test(cell));
  });
}

function agrees(row: readonly string[], cells: readonly string[]): boolean {
  const key = markOf(cells[0] ?? '');
  if (key === null || markOf(row[0] ?? '') !== key) return false;
  const equal = cells.filter((cell, column) => NUMBER.test(cell) && cell === row[column]);
  return equal.length >= ENOUGH_AGREEMENT;
}

function sortOf(cell: string): 'mark' | 'number' | null {
  if (NUMBER.test(cell)) return 'number';
  return markOf(cell) === null ? null : 'mark';
}

function markOf(cell: string): string | null {
  const [mark] = findMarks(cell);
  return mark !== undefined && mark.text.length === cell.trim().length ? mark.key : null;
}
