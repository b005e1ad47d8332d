import type { ToldCell } from '../answer/told-cells.ts';
import type { CitedSource } from '../evidence/cited-source.ts';
import type { Segment } from '../evidence/segments.ts';
import { fold } from '../text/fold.ts';
import { readTokens } from '../text/tokens.ts';
import { unitAt, unitOfColumn } from '../text/units.ts';

interface WantedCell {
  name: readonly string[];
  value: readonly string[];
}

/** The rows of a cited block that tell all of this, every value under its column. */
export function rowsTelling(cited: CitedSource, told: readonly ToldCell[]): Segment[] {
  const wanted = told.map(({ name, value }): WantedCell => ({ name: wordsOf(name), value: wordsOf(value) }));
  const rarest = longestOf(wanted);
  if (rarest === '') return [];
  const rows = new Set(
    cited.evidence.find(rarest).flatMap(({ segment }) => (segment.kind === 'row' ? [segment] : [])),
  );
  return [...rows].filter((row) => tellsAll(cited, row, wanted));
}

function wordsOf(text: string): string[] {
  return readTokens(fold(text)).map((token) => token.text);
}

/** The word or number of the values that is to be looked for first. */
function longestOf(wanted: readonly WantedCell[]): string {
  const words = wanted.flatMap(({ value }) => value.slice(0, 1));
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** Values stand in the order of the row; columns that are not told are passed over. */
function tellsAll({ evidence }: CitedSource, row: Segment, wanted: readonly WantedCell[]): boolean {
  const cells = evidence.cellsOf(row);
  const columns = row.columns ?? [];
  let next = 0;
  for (const [at, cell] of cells.entries()) {
    const one = wanted[next];
    if (one !== undefined && isCell(cell, columns[at] ?? '', one)) next += 1;
  }
  return next === wanted.length;
}

function isCell(cell: readonly string[], column: string, { name, value }: WantedCell): boolean {
  if (cell.length === 0 || cell.length > value.length) return false;
  if (cell.some((word, at) => word !== value[at])) return false;
  const words = wordsOf(column);
  const isNamed = words.length === 0 || name.every((word) => words.includes(word));
  return isNamed && isUnitOf(column, words, value.slice(cell.length));
}

/** A value may be told with the unit of its column. */
function isUnitOf(column: string, words: readonly string[], rest: readonly string[]): boolean {
  if (rest.every((word) => words.includes(word))) return true;
  const own = unitOfColumn(column);
  const told = unitAt(` ${rest.join(' ').toLowerCase()}`, 0);
  if (column === '') return told !== null;
  return own !== null && own !== 'key' && told?.unit.dimension === own.dimension;
}
