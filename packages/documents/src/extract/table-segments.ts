import { type RowLayout, sectionOf, type TableLayout } from '../bundle/tables.ts';
import type { HeadingFinder } from './headings.ts';
import { keysOfRow } from './numbered.ts';
import { MAX_SEGMENT, type Segment } from './segment.ts';
import { isStampRow } from './stamp-segments.ts';
import type { ExtractBlock } from './types.ts';

const NUMBER = /^[-−–+]?\d[\d\s.,]*$/u;
const TOTAL_LABEL = /^(?:общий )?(?:итог|всего)/iu;
/** The sum of a whole table, not of a section. */
const WHOLE = /на этаж|общий|всего|по дому|по здани/iu;
/** A row of more numbers, the first cell filled, is a row of values. */
const MOST_SUMS = 2;
/** Lines above a table that can belong to it: a number, a caption. */
const LEAD_LINES = 3;
const LEAD_LENGTH = 240;

/** A table with what stands around it in its block. */
interface Place {
  block: ExtractBlock;
  table: TableLayout;
  /** Headings and caption. */
  headings: string[];
  /** Lines of text right above the table. */
  lead: { text: string; start: number };
  /** End of the table and of the number below it that sums it up. */
  end: number;
}

/** Rows, sums and sections of tables, and small tables as a whole. */
export function tableSegments(
  block: ExtractBlock,
  tables: readonly TableLayout[],
  headings: HeadingFinder,
): Segment[] {
  return tables.flatMap((table, at) => {
    const place = placeOf(block, { table, before: tables[at - 1] }, headings);
    if (table.rows.some(isStampRow))
      return rowSegments(place).filter(({ kind, rows }) => kind === 'row' && !rows.some(isStampRow));
    return [...rowSegments(place), ...sectionSegments(place), ...wholeSegment(place)];
  });
}

function placeOf(
  block: ExtractBlock,
  { table, before }: { table: TableLayout; before: TableLayout | undefined },
  headings: HeadingFinder,
): Place {
  const first = firstOffset(table);
  const floor = Math.max(before?.rows.at(-1)?.end ?? 0, first - LEAD_LENGTH);
  const above = block.text.slice(floor, first);
  const lines = above.split('\n').filter((line) => line.trim() !== '');
  const text = lines.slice(-LEAD_LINES).join('\n');
  const lead = lines.length === 0 ? first : floor + above.indexOf(lines.at(-LEAD_LINES) ?? lines[0] ?? '');
  const last = table.rows.at(-1)?.end ?? first;
  const below = /^\s{1,4}\d[\d ]*[.,]\d+(?=\n|$)/u.exec(block.text.slice(last, last + 40))?.[0] ?? '';
  return {
    block,
    table,
    headings: headings.at(first),
    lead: { text, start: lead },
    end: last + below.length,
  };
}

function firstOffset(table: TableLayout): number {
  return table.headerRows[0]?.start ?? table.rows[0]?.start ?? 0;
}

function headingOf({ table, headings }: Place): string {
  const title = table.title === null || headings.includes(table.title) ? [] : [table.title];
  return [...headings, ...title, ...table.header].join(' ');
}

function rowSegments(place: Place): Segment[] {
  const { block, table } = place;
  const named = new Set(table.sections.map(({ row }) => row));
  const heading = headingOf(place);
  return table.rows.flatMap((row, at): Segment[] => {
    const cells = filled(row);
    if (cells.length === 0 || isLabel(row)) return [];
    const section = sectionOf(table, at);
    if (isTotal(row)) return [totalSegment(place, at, section)];
    if (named.has(at)) return [];
    const own = cells.join(' ');
    const keys = keysOfRow(table.header, row.cells);
    const span = { start: row.start, end: row.end, rows: [row], keys };
    return [{ block, kind: 'row', ...span, own, name: own, heading, title: table.title, section, table }];
  });
}

function totalSegment(place: Place, at: number, sectionAbove: string[]): Segment {
  const { block, table } = place;
  const rows = totalRows(table.rows, at);
  const words = rows.flatMap(filled).join(' ');
  const above = table.rows[at - 1];
  const whole = WHOLE.test(words) || (above !== undefined && isTotal(above));
  const section = whole ? [] : sectionAbove;
  const name = whole ? [...place.headings, table.title ?? ''].join(' ') : section.join(' ');
  return {
    block,
    kind: whole ? 'table_total' : 'total',
    start: rows[0]?.start ?? 0,
    end: rows.at(-1)?.end ?? 0,
    own: `${name} итого ${words}`,
    name,
    heading: headingOf(place),
    title: table.title,
    section,
    table,
    rows,
    keys: [],
  };
}

/** A sum and its name often stand in two rows, in either order: «Итого на этаже», «675,0». */
function totalRows(rows: readonly RowLayout[], at: number): RowLayout[] {
  const [before, row, after, beyond] = [rows[at - 1], rows[at], rows[at + 1], rows[at + 2]];
  if (row === undefined) return [];
  if (before !== undefined && isLabel(before)) return [before, row];
  const taken = beyond !== undefined && isTotal(beyond) && !isLabel(beyond);
  return after !== undefined && isLabel(after) && !taken ? [row, after] : [row];
}

function isTotal(row: RowLayout): boolean {
  const cells = filled(row);
  if (TOTAL_LABEL.test(cells[0] ?? '')) return true;
  if (cells.length > MOST_SUMS && (row.cells[0] ?? '') !== '') return false;
  return cells.every((cell) => NUMBER.test(cell)) && cells.some((cell) => /[.,]/u.test(cell));
}

/** A name of a sum without the sum. */
function isLabel(row: RowLayout): boolean {
  const cells = filled(row);
  return cells.length === 1 && TOTAL_LABEL.test(cells[0] ?? '') && !/\d/u.test(cells[0] ?? '');
}

/** A section as one piece: its name and the rows below, as far as a quote may be long. */
function sectionSegments(place: Place): Segment[] {
  const { block, table } = place;
  return table.sections.flatMap(({ row, path }, at): Segment[] => {
    const next = table.sections[at + 1]?.row ?? table.rows.length;
    const first = table.rows[row];
    if (first === undefined || next === row + 1) return [];
    const rows = table.rows.slice(row, next).filter((one) => one.end - first.start <= MAX_SEGMENT);
    const own = rows.flatMap(filled).join(' ');
    const heading = headingOf(place);
    const span = { start: first.start, end: rows.at(-1)?.end ?? first.end, rows, keys: [] };
    const name = path.at(-1) ?? '';
    return [{ block, kind: 'group', ...span, own, name, heading, title: table.title, section: path, table }];
  });
}

/** A small table without sections, with its caption: recognition makes such of every flat of a floor. */
function wholeSegment(place: Place): Segment[] {
  const { block, table, lead, end } = place;
  const start = lead.start;
  if (table.sections.length > 0 || table.rows.length < 2 || end - start > MAX_SEGMENT) return [];
  const own = [lead.text, ...table.rows.flatMap(filled), block.text.slice(table.rows.at(-1)?.end, end)].join(
    ' ',
  );
  const span = { start, end, rows: table.rows, keys: [] };
  const heading = headingOf(place);
  return [
    { block, kind: 'group', ...span, own, name: lead.text, heading, title: table.title, section: [], table },
  ];
}

function filled(row: RowLayout): string[] {
  return row.cells.filter((cell) => cell !== '');
}
