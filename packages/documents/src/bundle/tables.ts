import type { TableModel, TableSection } from '../model.ts';

/** A row where it stands in the text. */
export interface RowLayout {
  cells: string[];
  /** UTF-16 offsets in the text; the line without its end. */
  start: number;
  end: number;
}

/** A table of a Markdown text with the place of every part. */
export interface TableLayout {
  title: string | null;
  header: string[];
  /** The header's lines as written, the Markdown divider left out. */
  headerRows: RowLayout[];
  rows: RowLayout[];
  sections: TableSection[];
}

/** A name longer than this is prose. */
const MAX_CAPTION_LENGTH = 240;
/** A longer line that starts with a pipe is no row; it would be a million cells. */
const MAX_ROW_LENGTH = 100_000;
const DIVIDER_CELL = /^:?-+:?$/u;
const FIELD_LABEL = /^\*\*[^*]+\*\*/u;
const NUMBER_CELL = /^[-−–+±≈~]?\d[\d\s.,]*(?:[-–…x×х][\d\s.,]+)?[*%]?$/u;
const COLUMN_WORD =
  /поз|№|п\/п|наимен|обознач|описан|марк|кол|масс|длин|ширин|высот|толщ|площад|об[ъь]?[её]м|примеч|размер|отметк|низ|функц|эскиз|лист|этаж|кат|итого|ед\.|содерж|изм/iu;

/** Tables of a block's text, in order. Linear in the length of the text. */
export function findTables(text: string): TableLayout[] {
  const tables: TableLayout[] = [];
  let caption: string | null = null;
  let rows: RowLayout[] = [];
  const flush = () => {
    if (rows.length > 0) tables.push(...splitTable(rows, caption));
    if (rows.length > 0) caption = null;
    rows = [];
  };
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const row = readRow(text.slice(start, end), start);
    if (row !== null) {
      rows.push(row);
    } else {
      flush();
      caption = readCaption(text.slice(start, end)) ?? caption;
    }
    start = end + 1;
  }
  flush();
  return tables;
}

/** The table without its place in the text. */
export function toTableModel(layout: TableLayout): TableModel {
  return {
    title: layout.title,
    header: layout.header,
    rows: layout.rows.map((row) => row.cells),
    sections: layout.sections,
  };
}

/** Names of the sections that govern a row, from the outermost; empty outside any. */
export function sectionOf(table: Pick<TableLayout, 'sections'>, row: number): string[] {
  let path: string[] = [];
  for (const section of table.sections) {
    if (section.row > row) break;
    path = section.path;
  }
  return path;
}

/** The one filled cell of a row of several, or `null`. */
function soleCell(cells: readonly string[]): string | null {
  if (cells.length < 2) return null;
  const filled = cells.filter((cell) => cell !== '');
  return filled.length === 1 ? (filled[0] ?? null) : null;
}

function readRow(line: string, start: number): RowLayout | null {
  const content = line.trim();
  if (!content.startsWith('|') || content.length < 2 || content.length > MAX_ROW_LENGTH) return null;
  const closed = content.endsWith('|') && !content.endsWith('\\|');
  const cells = content
    .slice(1, closed ? -1 : undefined)
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
  return { cells, start, end: start + line.length };
}

/** A line that can name the table below it; an empty line keeps the name before it. */
function readCaption(line: string): string | null {
  const content = line.replace(/^#{1,6}[ \t]/u, '').trim();
  if (content === '' || content.length > MAX_CAPTION_LENGTH) return null;
  if (FIELD_LABEL.test(content) || /^[-*•] /u.test(content)) return null;
  return content;
}

/** One run of piped lines can hold several tables: a header row in the middle, or a name and a header row, start the next one. */
function splitTable(lines: readonly RowLayout[], caption: string | null): TableLayout[] {
  const rows = lines.filter((row) => !isDivider(row.cells));
  const tables: TableLayout[] = [];
  let from = 0;
  for (let at = 2; at < rows.length; at++) {
    if (!isHeaderRow(rows[at]?.cells ?? [])) continue;
    const named = soleCell(rows[at - 1]?.cells ?? []) !== null;
    const start = named ? at - 1 : at;
    if (start <= from) continue;
    tables.push(buildTable(rows.slice(from, start), from === 0 ? caption : null));
    from = start;
  }
  tables.push(buildTable(rows.slice(from), from === 0 ? caption : null));
  return tables;
}

function isDivider(cells: readonly string[]): boolean {
  return cells.every((cell) => DIVIDER_CELL.test(cell));
}

/** Strict: a row deep inside a table is a header only when its words are those of columns. */
function isHeaderRow(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length < 3 || cells[0] === '' || filled.some((cell) => NUMBER_CELL.test(cell))) return false;
  return filled.filter((cell) => cell.length <= 60 && COLUMN_WORD.test(cell)).length >= 3;
}

function buildTable(rows: readonly RowLayout[], caption: string | null): TableLayout {
  const rest = [...rows];
  const name = caption === null ? soleCell(rest[0]?.cells ?? []) : null;
  if (name !== null) rest.shift();
  const headerRows: RowLayout[] = [];
  if (canBeHeader(rest[0]?.cells ?? [])) headerRows.push(...rest.splice(0, 1));
  if (headerRows.length === 1 && isSubheader(rest[0]?.cells ?? [])) headerRows.push(...rest.splice(0, 1));
  const [top, below] = headerRows;
  return {
    title: caption ?? name,
    header: top === undefined ? [] : joinHeader(top.cells, below?.cells ?? []),
    headerRows,
    rows: rest,
    sections: findSections(rest),
  };
}

/** Lenient: the first row of a table is its header unless it holds bare numbers. */
function canBeHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length >= 2 && !filled.some((cell) => NUMBER_CELL.test(cell));
}

/** `| | Ширина | Высота | | |` under «Размер проёма, мм». */
function isSubheader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return (
    cells[0] === '' && filled.length >= 2 && filled.every((cell) => cell.length <= 40 && !/\d/u.test(cell))
  );
}

/** One name a column. A second line that has no room under its parent widens the header, as OCR drops merged cells. */
function joinHeader(top: readonly string[], below: readonly string[]): string[] {
  const first = below.findIndex((cell) => cell !== '');
  if (first === -1) return [...top];
  const run = below.slice(first).indexOf('');
  const count = run === -1 ? below.length - first : run;
  const room = top.slice(first + 1, first + count).every((cell) => cell === '');
  const parents = room ? [...top] : widen(top, first, count);
  let parent = '';
  return parents.map((name, column) => {
    const own = below[column] ?? '';
    if (name !== '') parent = name;
    if (own === '') return name;
    return parent === '' ? own : `${parent}: ${own}`;
  });
}

function widen(top: readonly string[], at: number, count: number): string[] {
  const gaps = Array.from({ length: count - 1 }, () => '');
  const wide = [...top.slice(0, at + 1), ...gaps, ...top.slice(at + 1)];
  while (wide.length > top.length && wide.at(-1) === '') wide.pop();
  return wide;
}

/**
 * Rows of one filled cell name sections. Neighbours nest («Строение №1», then «А3-14»); a later name replaces the last one of
 * its own sort (a word, a mark, a number) and what lies under it.
 */
function findSections(rows: readonly RowLayout[]): TableSection[] {
  const sections: TableSection[] = [];
  let stack: string[] = [];
  let adjacent = false;
  for (const [row, { cells }] of rows.entries()) {
    const name = soleCell(cells);
    // A lone cell past the first columns is a total or a remark, not a name.
    if (name === null || cells.indexOf(name) > 1 || /^\d+[.,]\d+$|^итого|^всего/iu.test(name)) {
      adjacent = false;
      continue;
    }
    const sort = sortOf(name);
    const sibling = stack.findIndex((other) => sortOf(other) === sort);
    if (sibling !== -1) stack = stack.slice(0, sibling);
    else if (!adjacent) stack = [];
    stack = [...stack, name];
    sections.push({ row, path: stack });
    adjacent = true;
  }
  return sections;
}

function sortOf(name: string): 'number' | 'mark' | 'words' {
  if (/^\d+$/u.test(name)) return 'number';
  return /^\p{L}{0,4}[-.]?\d[\p{L}\d.,*/-]*$/u.test(name) ? 'mark' : 'words';
}
