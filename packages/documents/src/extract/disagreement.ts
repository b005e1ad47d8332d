import type { RowLayout } from '../bundle/tables.ts';
import { isEqual, parseDecimal } from './calculation/decimal.ts';
import type { Question } from './question.ts';
import type { Scored } from './score.ts';
import type { Run } from './select.ts';
import { stemmedTerms } from './words.ts';

/** Two places that should say the same and do not. */
export interface Disagreement {
  /** «6 С/У — 2,5 и 3,2; итог — 89,1 и 89,8». */
  text: string;
  /** The places, cut down to what differs. */
  runs: Run[];
}

interface Difference {
  label: string;
  values: [string, string];
  rows: [RowLayout | null, RowLayout | null];
}

/** Tables that differ in more of their rows are about different things. */
const MOST_DIFFERING = 0.34;
const FEWEST_COMMON = 3;
const SAME_WORDS = 0.6;
const VALUE = /(?<![\p{L}\d])[-−–+]?\d+(?:[.,]\d+)*(?:[-–…/]\d+(?:[.,]\d+)*)*/gu;
const STANDARD = /^\d{3,6}(?:\.\d+){0,2}$/u;
/** A line of nothing but a number right below a table. */
const BELOW = /^\s{1,4}(\d[\d ]*[.,]\d+)[ \t]*(?=\n|$)/u;
const TOTAL = 'итог';

/**
 * Finds what two of the chosen places disagree about: lists of the same things with other numbers, or nearly the same sentence. Only for
 * questions that set places against each other or ask for a property.
 */
export function findDisagreement(question: Question, runs: readonly Run[]): Disagreement | null {
  if (!question.compares && question.attributes.every(({ sort }) => sort === 'name')) return null;
  const editions = question.compares ? compareEditions(question, runs) : null;
  if (editions !== null) return editions;
  for (const [at, one] of runs.entries()) {
    for (const other of runs.slice(at + 1)) {
      const found = isElsewhere(one, other) ? compare(question, one, other) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

/** A standard that the question names by its number, in two editions: ГОСТ 31360-2007 and 31360-2024. */
function compareEditions({ terms }: Question, runs: readonly Run[]): Disagreement | null {
  for (const number of terms.filter((term) => STANDARD.test(term))) {
    const edition = new RegExp(
      `(?<!\\d)${number.replaceAll('.', '\\.')}\\s?[-–—]\\s?((?:19|20)?\\d{2})(?!\\d)`,
      'gu',
    );
    const first = new Map<string, Run>();
    for (const run of runs) {
      const years = run.flatMap(({ segment }) =>
        [...segment.own.matchAll(edition)].map(([, year = '']) => year),
      );
      for (const year of years) if (!first.has(year)) first.set(year, run);
    }
    const [one, other] = [...first];
    if (one === undefined || other === undefined || one[1] === other[1]) continue;
    return { text: `${number}-${one[0]} и ${number}-${other[0]}`, runs: [one[1], other[1]] };
  }
  return null;
}

function isElsewhere([one]: Run, [other]: Run): boolean {
  return one.segment.block !== other.segment.block && one.segment.kind === other.segment.kind;
}

function compare(question: Question, one: Run, other: Run): Disagreement | null {
  if (one[0].segment.table !== null) return question.compares ? compareLists(one, other) : null;
  return one[0].segment.kind === 'text' ? compareSentences(one, other) : null;
}

function compareLists(one: Run, other: Run): Disagreement | null {
  const [left, right] = [rowsByKey(one), rowsByKey(other)];
  const common = [...left.keys()].filter((key) => right.has(key));
  const differences = common.flatMap((key): Difference[] => {
    const rows: Difference['rows'] = [left.get(key) ?? null, right.get(key) ?? null];
    const values = rows.map((row) => valueIn(row?.cells ?? []));
    const [a, b] = values;
    if (!a || !b || isSameNumber(a, b)) return [];
    return [{ label: `${key} ${nameIn(rows[0]?.cells ?? [])}`.trim(), values: [a, b], rows }];
  });
  if (common.length < FEWEST_COMMON || differences.length === 0) return null;
  if (differences.length > Math.max(1, common.length * MOST_DIFFERING)) return null;
  const all = [...differences, ...differenceOfTotals(one[0], other[0])];
  const text = all.map(({ label, values: [a, b] }) => `${label} — ${a} и ${b}`).join('; ');
  const runOf = (run: Run, side: 0 | 1) =>
    onlyRows(
      run,
      all.flatMap(({ rows }) => rows[side] ?? []),
    );
  return { text, runs: [runOf(one, 0), runOf(other, 1)] };
}

/** Rows with a number or mark of their own in the first cell. */
function rowsByKey(run: Run): Map<string, RowLayout> {
  const rows = run.flatMap(({ segment }) => segment.rows);
  const numbered = rows.filter(({ cells }) => (cells[0] ?? '') !== '' && cells.filter(Boolean).length > 2);
  return new Map(numbered.map((row) => [row.cells[0] ?? '', row]));
}

/** The one number of a row behind its first cell. */
function valueIn(cells: readonly string[]): string | null {
  const numbers = cells.slice(1).filter((cell) => parseDecimal(cell) !== null);
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}

function nameIn(cells: readonly string[]): string {
  return cells.slice(1).find((cell) => /\p{L}/u.test(cell)) ?? '';
}

function differenceOfTotals(one: Scored, other: Scored): Difference[] {
  const [a, b] = [totalOf(one), totalOf(other)];
  if (a === null || b === null || isSameNumber(a.value, b.value)) return [];
  return [{ label: TOTAL, values: [a.value, b.value], rows: [a.row, b.row] }];
}

/** The number that closes a list: a row of its own, or the line below the table. */
function totalOf({ segment }: Scored): { value: string; row: RowLayout | null } | null {
  const last = (segment.kind === 'group' ? segment.rows : segment.table?.rows)?.at(-1);
  const filled = last?.cells.filter((cell) => cell !== '') ?? [];
  const [only, ...others] = filled;
  if (last !== undefined && only !== undefined && others.length === 0 && parseDecimal(only) !== null) {
    return { value: only, row: last };
  }
  const from = last?.end ?? segment.end;
  const below = BELOW.exec(segment.block.text.slice(from, from + 40))?.[1] ?? '';
  return parseDecimal(below) === null ? null : { value: below, row: null };
}

function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [parseDecimal(one), parseDecimal(other)];
  return a === null || b === null ? one === other : isEqual(a, b);
}

/** The place, cut down to some of its rows; the whole where none is left. */
function onlyRows(run: Run, rows: readonly RowLayout[]): Run {
  const [{ segment, ...rest }] = run;
  const cut = rows.map((row): Scored => {
    return { ...rest, segment: { ...segment, kind: 'row', rows: [row], start: row.start, end: row.end } };
  });
  const [first, ...others] = cut;
  return first === undefined ? run : [first, ...others];
}

function compareSentences(one: Run, other: Run): Disagreement | null {
  const [left, right] = [one[0].segment.own, other[0].segment.own];
  const [a, b] = [left, right].map((text) => new Set(text.match(VALUE) ?? [])) as [Set<string>, Set<string>];
  const without = (some: Set<string>, others: Set<string>) =>
    [...some].filter((value) => ![...others].some((other) => isSameNumber(value, other)));
  const [onlyA, onlyB] = [without(a, b), without(b, a)];
  const [first, second] = [onlyA[0], onlyB[0]];
  if (first === undefined || second === undefined || onlyA.length > 1 || onlyB.length > 1) return null;
  const [words, others] = [wordsOf(left), wordsOf(right)];
  const shared = words.filter((word) => others.includes(word)).length;
  if (shared < SAME_WORDS * Math.max(words.length, others.length)) return null;
  return { text: `${first} и ${second}`, runs: [one, other] };
}

function wordsOf(text: string): string[] {
  return stemmedTerms(text).filter((term) => /^\p{L}/u.test(term));
}
