import type { BlockModel } from '../model.ts';
import { type QuantityColumn, quantityColumns } from './columns.ts';
import { quoteRow } from './evidence.ts';
import type { Line } from './lines.ts';
import { cellNumber, numbersIn, type WrittenNumber } from './numbers.ts';

/** A row that counts. */
export interface LedgerItem {
  /** Position as printed: «1.1», «701». */
  position: string;
  name: string;
  number: WrittenNumber;
  /** Index in `sections`. */
  section: number;
  quote: string;
}

/** A number that stands where a sum would. */
export interface LedgerTotal {
  /** What it may be: more than one where recognition ran cells together. */
  candidates: WrittenNumber[];
  /** «Итого на этаже»; `null` for a bare number. */
  label: string | null;
  /** A line between tables, which may as well belong to none. */
  isLoose: boolean;
  /** How many items and sections came before it. */
  items: number;
  section: number;
  quote: string;
}

export interface LedgerSection {
  name: string;
  /** Index of its first item. */
  from: number;
  /** A row of it has a name and no value, so its sum is not known. */
  isIncomplete: boolean;
}

/** One column of quantities of one table, with what adds up and what it should add up to. */
export interface Ledger {
  block: BlockModel;
  title: string;
  column: QuantityColumn;
  items: LedgerItem[];
  sections: LedgerSection[];
  totals: LedgerTotal[];
}

const TOTAL = /(?:^|\s)(?:общий\s+)?(?:итог(?:о)?|всего)(?!\p{L})|^общая\s+площадь/iu;
const TABLE_NAME = /экспликаци|ведомост|спецификаци|таблиц/iu;
/** A letter that is no unit of the number before it. */
const WORDS = /\p{L}/u;
/** Two cells in one: «0,157 0,942». */
const RUN_TOGETHER = /^\d+[.,]\d+ +\d+(?:[.,]\d+)?$|^\d+ +\d+[.,]\d+$/u;
const POSITION = /^\d{1,4}(?:\.\d{1,2})*\p{L}?$/u;

/** The quantities of a block's tables, a ledger for each column that can be added up. */
export function ledgersOf(block: BlockModel, lines: readonly Line[]): Ledger[] {
  const ledgers: Ledger[] = [];
  let open: Ledger[] = [];
  let title = '';
  for (const line of lines) {
    const text = line.kind === 'text' ? (line.cells[0] ?? '') : '';
    if (line.kind === 'header' && isRealHeader(line)) {
      open = openLedgers(ledgers, startLedgers(block, title, line.cells));
    } else if (TABLE_NAME.test(text)) {
      title = text;
      open = [];
    } else {
      for (const ledger of open) takeLine(ledger, line);
    }
  }
  return ledgers.filter(({ items }) => items.length > 0);
}

/** The ledgers that rows go to from here on; what is new joins `ledgers`. */
function openLedgers(ledgers: Ledger[], started: readonly Ledger[]): Ledger[] {
  return started.map((ledger) => {
    const before = ledgers.findLast((one) => isContinued(one, ledger));
    if (before === undefined) ledgers.push(ledger);
    else startSection(before, '');
    return before ?? ledger;
  });
}

/** A first row of words only is taken for a header; what names no quantity may as well be a section. */
function isRealHeader({ cells }: Line): boolean {
  return quantityColumns(cells).length > 0 || cells.some((cell) => /наимен|обознач|поз|№/iu.test(cell));
}

/** A table drawn in two columns has its title and its header twice. */
function isContinued(before: Ledger, next: Ledger): boolean {
  return next.title !== '' && before.title === next.title && before.column.name === next.column.name;
}

function startLedgers(block: BlockModel, title: string, header: readonly string[]): Ledger[] {
  return quantityColumns(header)
    .filter(({ isUnit }) => !isUnit)
    .map((column) => ({
      block,
      title,
      column,
      items: [],
      sections: [{ name: '', from: 0, isIncomplete: false }],
      totals: [],
    }));
}

function takeLine(ledger: Ledger, line: Line): void {
  const { cells } = line;
  const filled = cells.filter((cell) => cell !== '');
  const [sole] = filled;
  if (sole === undefined) return;
  if (takeTotal(ledger, line)) return;
  const isSection = filled.length === 1 || line.kind !== 'row';
  if (isSection) startSection(ledger, quoteRow(filled));
  else takeItem(ledger, cells);
}

/** A labelled sum, its value beside it or in the next row, or a row of nothing but numbers. */
function takeTotal(ledger: Ledger, { cells, kind }: Line): boolean {
  const labelled = cells.find((cell) => TOTAL.test(cell));
  const pending = ledger.totals.at(-1);
  const waits = pending?.label !== null && pending?.candidates.length === 0 ? pending : undefined;
  const hasWords = cells.some((cell) => cell !== labelled && WORDS.test(cell) && cellNumber(cell) === null);
  if (hasWords && labelled === undefined) {
    if (waits !== undefined) ledger.totals.pop();
    return false;
  }
  const candidates = totalCandidates(ledger, cells, kind === 'text');
  if (labelled === undefined && candidates.length === 0) return !hasWords;
  if (waits !== undefined && labelled === undefined) {
    waits.candidates = candidates;
    waits.quote = `${waits.quote} | ${quoteRow(cells)}`;
    return true;
  }
  ledger.totals.push({
    candidates,
    label: labelled ?? null,
    isLoose: kind === 'text',
    items: ledger.items.length,
    section: ledger.sections.length - 1,
    quote: quoteRow(cells),
  });
  return true;
}

/** The number in the column, else, for what has decimals, any number with decimals: recognition shifts lonely numbers. */
function totalCandidates(
  { column, items }: Ledger,
  cells: readonly string[],
  isText: boolean,
): WrittenNumber[] {
  const own = cellNumber(cells[column.index] ?? '');
  if (own !== null && !isText) return [own];
  if (column.quantity === 'count' || items.every(({ number }) => number.decimals === 0)) return [];
  return cells.flatMap(numbersIn).filter(({ decimals }) => decimals > 0);
}

function startSection(ledger: Ledger, name: string): void {
  const last = ledger.sections.at(-1);
  const isEmpty = last !== undefined && last.from === ledger.items.length;
  if (isEmpty && last.name === '') last.name = name;
  else if (isEmpty && !last.isIncomplete) last.name = `${last.name} ${name}`;
  else ledger.sections.push({ name, from: ledger.items.length, isIncomplete: false });
}

function takeItem(ledger: Ledger, cells: readonly string[]): void {
  const { column, items, sections } = ledger;
  const number = numberOf(cells, column);
  if (number === null) {
    const last = sections.at(-1);
    if (last !== undefined) last.isIncomplete = true;
    return;
  }
  const words = cells.filter((cell, at) => at !== column.index && WORDS.test(cell));
  const [first = ''] = cells;
  items.push({
    position: POSITION.test(first.trim()) ? first.trim() : '',
    name: words.reduce((longest, word) => (word.length > longest.length ? word : longest), ''),
    number,
    section: sections.length - 1,
    quote: quoteRow(cells),
  });
}

/** The number of the column; where recognition shifted the row by a cell, the only number with decimals behind the words. */
function numberOf(cells: readonly string[], column: QuantityColumn): WrittenNumber | null {
  const own = cells[column.index] ?? '';
  if (cells.some((cell) => RUN_TOGETHER.test(cell))) return null;
  const number = cellNumber(own);
  if (number !== null) return number;
  if (!WORDS.test(own) || column.quantity === 'count') return null;
  const behind = cells.slice(column.index + 1).flatMap((cell) => cellNumber(cell) ?? []);
  const decimal = behind.filter(({ decimals }) => decimals > 0);
  return decimal.length === 1 ? (decimal[0] ?? null) : null;
}
