import { findTables, type TableLayout } from '../../bundle/tables.ts';
import { splitSentences } from '../text/sentences.ts';

/** Another segment that speaks for this one: the name of its section, its caption, the heading above. */
export interface Governor {
  segment: number;
  /** How much of what it says counts here, 0–1. */
  factor: number;
}

/** A piece of a cited text that says one thing: a row of a table, a sentence, an item of a list. */
export interface Segment {
  index: number;
  start: number;
  end: number;
  /** `flat`: a piece of a drawing's words in one line; `list`: things named side by side, which tells nothing of what belongs together. */
  kind: 'row' | 'text' | 'flat' | 'list';
  governors: Governor[];
  /** Names of the columns of a row. */
  columns: readonly string[] | null;
  isTotal: boolean;
  /** Names columns: what it says holds for the rows below. */
  isHeader: boolean;
}

const LIST_ITEM = /^\s*(?:[-*•–—]|\d+(?:\.\d+)*[.)])\s/u;
const HEADING = /^\s{0,3}#{1,6}\s/u;
const DIVIDER = /^[\s|:-]+$/u;
const TOTAL_LABEL = /^(?:общий )?(?:итог|всего)/iu;
/** The sum of a whole table, not of a section. */
const WHOLE_TABLE = /на этаж|общий|всего|по дому|по здани/iu;
const NUMBER_CELL = /^[-−–+]?\d[\d\s.,]*$/u;
const SHORT_LINE = 48;
const LONG_LINE = 360;

type RowPlace = { table: TableLayout; row: number };

/** Takes a Markdown text apart; linear in its length. */
export function segmentsOf(text: string): Segment[] {
  return new Segmentation(text).run();
}

class Segmentation {
  private readonly text: string;
  private readonly segments: Segment[] = [];
  private readonly rows = new Map<number, RowPlace>();
  private readonly headers = new Map<number, TableLayout>();
  private readonly sectionRows = new Map<TableLayout, number[][]>();
  private readonly segmentOfRow = new Map<TableLayout, Map<number, number>>();
  private heading: number | null = null;
  private caption: number | null = null;
  private header: number | null = null;
  private lead: number | null = null;
  private previous: { index: number; isShort: boolean; isRow: boolean } | null = null;

  constructor(text: string) {
    this.text = text;
    for (const table of findTables(text)) {
      for (const header of table.headerRows) this.headers.set(header.start, table);
      for (const [row, { start }] of table.rows.entries()) this.rows.set(start, { table, row });
      this.sectionRows.set(table, sectionRowsOf(table));
      this.segmentOfRow.set(table, new Map());
    }
  }

  run(): Segment[] {
    for (let start = 0; start <= this.text.length; ) {
      const newline = this.text.indexOf('\n', start);
      const end = newline === -1 ? this.text.length : newline;
      this.takeLine(start, end);
      start = end + 1;
    }
    return this.segments;
  }

  private takeLine(start: number, end: number): void {
    const row = this.rows.get(start);
    const line = this.text.slice(start, end);
    if (row !== undefined) this.takeRow(start, end, row);
    else if (line.trim() !== '') this.takeOther(start, end, line);
  }

  private takeOther(start: number, end: number, line: string): void {
    if (this.headers.has(start)) {
      this.header = this.add(start, end, 'text', this.around());
      Object.assign(this.segments[this.header] ?? {}, { isHeader: true });
      return;
    }
    if (line.trimStart().startsWith('|')) {
      if (!DIVIDER.test(line)) this.caption = this.add(start, end, 'text', governor(this.heading, 0.5));
      return;
    }
    this.takeText(start, end, line);
  }

  private takeRow(start: number, end: number, { table, row }: RowPlace): void {
    const isTotal = isTotalRow(table, row);
    const ofWhole = isTotal && isWholeTotal(table, row);
    const known = this.segmentOfRow.get(table);
    const sections = ofWhole ? [] : (this.sectionRows.get(table)?.[row] ?? []);
    const governors = [
      ...sections.flatMap((at) => governor(known?.get(at) ?? null, 1)),
      ...this.around(),
      ...(this.headers.size > 0 && table.headerRows.length > 0
        ? governor(this.header, isTotal ? 0.5 : 0.3)
        : []),
      // «Итого на этаже», and the sum in the row below.
      ...(isTotal && isLabelRow(table, row - 1) ? governor(known?.get(row - 1) ?? null, 1) : []),
    ];
    const index = this.add(start, end, 'row', governors);
    const segment = this.segments[index];
    if (segment !== undefined) Object.assign(segment, { columns: isTotal ? null : table.header, isTotal });
    known?.set(row, index);
    this.previous = { index, isShort: true, isRow: true };
    this.lead = null;
  }

  private takeText(start: number, end: number, line: string): void {
    const isHeading = HEADING.test(line);
    const isShort = line.length <= SHORT_LINE;
    const isSum = !/\p{L}/u.test(line) || TOTAL_LABEL.test(line.trim());
    const above = isHeading ? [] : [...governor(this.heading, 0.5), ...governor(this.lead, 0.7)];
    const governors = [...above, ...this.before(isShort, isSum)];
    const first = this.segments.length;
    if (isEnumeration(line)) this.add(start, end, 'list', governors);
    else this.addSentences(start, line, governors);
    if (isSum) for (const segment of this.segments.slice(first)) segment.isTotal = true;
    const last = this.segments.length - 1;
    if (isHeading) this.heading = first;
    this.lead = this.leadAfter(line, isHeading, last);
    this.caption = last;
    this.header = null;
    this.previous = { index: last, isShort, isRow: false };
  }

  /** A line that ends with a colon introduces the items and short lines below it. */
  private leadAfter(line: string, isHeading: boolean, last: number): number | null {
    if (isHeading) return null;
    if (line.trimEnd().endsWith(':')) return last;
    return LIST_ITEM.test(line) || line.length <= SHORT_LINE ? this.lead : null;
  }

  /** What stands right above a short line may name it; a lone number below a table sums it up. */
  private before(isShort: boolean, isSum: boolean): Governor[] {
    if (this.previous === null || !isShort) return [];
    if (this.previous.isRow) return isSum ? governor(this.caption, 0.5) : [];
    return this.previous.isShort ? governor(this.previous.index, 0.5) : [];
  }

  private addSentences(start: number, line: string, governors: Governor[]): void {
    let first: number | null = null;
    for (const sentence of splitSentences(line)) {
      const pieces = isRunTogether(line, sentence) ? splitAtMarks(line, sentence) : [sentence];
      const kind = pieces.length > 1 ? 'flat' : 'text';
      for (const piece of pieces) {
        const own =
          first === null ? governors : [...governors, ...governor(first, kind === 'flat' ? 0.4 : 0.2)];
        const index = this.add(start + piece.start, start + piece.end, kind, own);
        first ??= index;
      }
    }
  }

  private around(): Governor[] {
    return [
      ...governor(this.caption, 0.5),
      ...governor(this.heading === this.caption ? null : this.heading, 0.4),
    ];
  }

  private add(start: number, end: number, kind: Segment['kind'], governors: Governor[]): number {
    const index = this.segments.length;
    this.segments.push({
      index,
      start,
      end,
      kind,
      governors,
      columns: null,
      isTotal: false,
      isHeader: false,
    });
    return index;
  }
}

function governor(segment: number | null, factor: number): Governor[] {
  return segment === null ? [] : [{ segment, factor }];
}

/** For every row the rows that name the sections it stands in. */
function sectionRowsOf({ rows, sections }: TableLayout): number[][] {
  const governing: number[][] = [];
  let stack: { name: string; row: number }[] = [];
  let next = 0;
  for (let row = 0; row < rows.length; row++) {
    const section = sections[next];
    if (section?.row === row) {
      const depth = section.path.length - 1;
      stack = [...stack.slice(0, depth), { name: section.path[depth] ?? '', row }];
      next += 1;
      governing.push(stack.slice(0, -1).map((one) => one.row));
    } else governing.push(stack.map((one) => one.row));
  }
  return governing;
}

function filledCells(table: TableLayout, row: number): string[] {
  return table.rows[row]?.cells.filter((cell) => cell !== '') ?? [];
}

function isTotalRow(table: TableLayout, row: number): boolean {
  const cells = filledCells(table, row);
  if (cells.length === 0) return false;
  if (TOTAL_LABEL.test(cells[0] ?? '')) return true;
  if (cells.every((cell) => NUMBER_CELL.test(cell)) && isLabelRow(table, row - 1)) return true;
  return (
    cells.every((cell) => NUMBER_CELL.test(cell)) &&
    cells.some((cell) => /[.,]/u.test(cell)) &&
    table.rows[row]?.cells[0] === ''
  );
}

function isLabelRow(table: TableLayout, row: number): boolean {
  const cells = filledCells(table, row);
  return cells.length === 1 && TOTAL_LABEL.test(cells[0] ?? '');
}

function isWholeTotal(table: TableLayout, row: number): boolean {
  const words = [
    ...filledCells(table, row),
    ...(isLabelRow(table, row - 1) ? filledCells(table, row - 1) : []),
  ];
  return WHOLE_TABLE.test(words.join(' ')) || isTotalRow(table, row - 1);
}

/** «А3-9, А3-13*, 0.000, 900, 1300»: names and numbers side by side. */
function isEnumeration(line: string): boolean {
  const items = line.split(/,\s/u);
  return items.length >= 6 && line.length / items.length < 24;
}

const MARK_START = /(?<=\s)(?=\p{Lu}{1,3}\d{0,2}[-.]?\d{1,3}[\d.*-]*(?:\s|$))/gu;

const MARK_AND_NUMBER = /(?<=\s)\p{Lu}{1,3}\d{0,2}[-.]?\d{1,3}[\d.*-]* \d/gu;

/** A long line of words and numbers, or one that repeats «mark number», is a table that lost its rows. */
function isRunTogether(line: string, { start, end }: { start: number; end: number }): boolean {
  if (end - start > LONG_LINE) return true;
  return (line.slice(start, end).match(MARK_AND_NUMBER)?.length ?? 0) >= 2;
}

/** All words of a drawing in one line: a mark begins what belongs to it. */
function splitAtMarks(line: string, { start, end }: { start: number; end: number }) {
  const text = line.slice(start, end);
  const cuts = [0, ...[...text.matchAll(MARK_START)].map((match) => match.index), text.length];
  return cuts.slice(1).map((cut, at) => ({ start: start + (cuts[at] ?? 0), end: start + cut }));
}
