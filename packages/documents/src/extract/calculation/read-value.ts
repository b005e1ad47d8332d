import type { Attribute } from '../attributes.ts';
import { plainCell } from '../plain.ts';
import { unitOfColumn } from '../reading.ts';
import type { Scored } from '../score.ts';
import { stemmedTerms } from '../words.ts';
import { type Decimal, isEqual, parseDecimal } from './decimal.ts';

/** A number that a place gives for an asked property. */
export interface Value {
  written: string;
  decimal: Decimal;
  /** «м²»; `null` where neither the column nor the property tells. */
  unit: string | null;
}

const UNITS: Readonly<Record<string, string>> = {
  площадь: 'м²',
  объём: 'м³',
  масса: 'кг',
  количество: 'шт.',
};
const COUNT = /^(?:кол|число|итого|всего)/iu;
const WHOLE = /общ|всего|итого|сумм/iu;

/** The one value of a property in a row or a sum of a table; `null` where there is none or more than one could be meant. */
export function readValue({ segment }: Scored, attribute: Attribute, wantsTotal: boolean): Value | null {
  if (segment.table === null || segment.kind === 'group') return null;
  const header = segment.table.header.map(plainCell);
  const cells = segment.rows.flatMap((row) =>
    row.cells.map((cell, column) => ({ cell: cell.trim(), column })),
  );
  const numbers = cells.filter(({ cell }) => parseDecimal(cell) !== null);
  const asked = numbers.filter(({ column }) => isOf(attribute, header[column] ?? ''));
  const column = pickColumn(
    asked.map((one) => one.column),
    header,
    wantsTotal,
  );
  const chosen = asked.filter((one) => one.column === column);
  const isSum = segment.kind === 'total' || segment.kind === 'table_total';
  const [only, ...others] = chosen.length > 0 ? chosen : isSum ? numbers : [];
  if (only === undefined || others.length > 0) return null;
  return toValue(only.cell, unitOfColumn(header[only.column] ?? '') || UNITS[attribute.name]);
}

/** Whether a place holds a number in a cell of its own. */
export function holdsValue({ segment }: Scored, value: Decimal): boolean {
  return segment.rows.some(({ cells }) =>
    cells.some((cell) => {
      const decimal = parseDecimal(cell);
      return decimal !== null && isEqual(decimal, value);
    }),
  );
}

function isOf({ name, evidence }: Attribute, column: string): boolean {
  return name === 'количество' ? COUNT.test(column) : evidence.test(column);
}

/** Of «масса ед.» and «масса общая» the one that is asked for, by the fewest further words. */
function pickColumn(
  columns: readonly number[],
  header: readonly string[],
  wantsTotal: boolean,
): number | null {
  const distinct = [...new Set(columns)];
  const sums = distinct.filter((column) => WHOLE.test(header[column] ?? ''));
  const left =
    distinct.length > 1 && sums.length > 0
      ? distinct.filter((one) => sums.includes(one) === wantsTotal)
      : distinct;
  const sizes = left.map((column) => ({ column, words: stemmedTerms(header[column] ?? '').length }));
  const [best, next] = sizes.sort((one, other) => one.words - other.words);
  if (best === undefined || best.words === next?.words) return null;
  return best.column;
}

function toValue(written: string, unit: string | undefined): Value | null {
  const decimal = parseDecimal(written);
  return decimal === null ? null : { written: written.replace(/^[-–]/u, '−'), decimal, unit: unit ?? null };
}
