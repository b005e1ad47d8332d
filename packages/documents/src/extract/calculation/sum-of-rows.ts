import type { Attribute } from '../attributes.ts';
import type { Question } from '../question.ts';
import type { Scored } from '../score.ts';
import type { Segment } from '../segment.ts';
import { stemmedTerms } from '../words.ts';
import type { Calculation } from './calculation.ts';
import { add, writeDecimal } from './decimal.ts';
import { readValue } from './read-value.ts';

const FEWEST = 2;
const MOST = 12;
const ENOUGH_SUBJECT = 0.6;

/**
 * The sum over all rows of the table that the question is about, where its name says what it lists and nobody has added it up:
 * «Сколько дверных проёмов на 7-м этаже?» over the list of them.
 */
export function sumOfRows(
  question: Question,
  attribute: Attribute,
  candidates: readonly Scored[],
): Calculation | null {
  const best = bestRow(candidates);
  if (best === null || question.marks.length + question.pairs.length > 0 || attribute.sort !== 'sum')
    return null;
  const { table } = best.segment;
  const rows = candidates.filter(({ segment }) => segment.table === table && segment.kind === 'row');
  const [first, ...others] = rows.map((row) => readValue(row, attribute, question.wantsTotal));
  if (!isWhole(best.segment, rows) || !isNamed(question, best.segment)) return null;
  if (first === undefined || first === null || others.length + 1 < FEWEST || others.length >= MOST)
    return null;
  let total = first.decimal;
  for (const value of others) {
    if (value === null || value.unit !== first.unit) return null;
    total = add(total, value.decimal);
  }
  const addends = [first, ...others].map((value) => value?.written).join(' + ');
  const unit = first.unit === null ? '' : ` ${first.unit}`;
  return { text: `${addends} = ${writeDecimal(total)}${unit}`, places: rows };
}

/** The best row, when no sum and no sentence says it better. */
function bestRow(candidates: readonly Scored[]): Scored | null {
  const best = candidates
    .filter(({ segment }) => segment.kind !== 'group')
    .reduce<Scored | null>((most, one) => (most === null || one.score > most.score ? one : most), null);
  return best?.segment.kind === 'row' ? best : null;
}

/** Every row of the table is a candidate; it has no sections, nor a sum of its own. */
function isWhole({ table }: Segment, rows: readonly Scored[]): boolean {
  if (table === null || table.sections.length > 0) return false;
  const filled = table.rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return filled.length === rows.length;
}

/** The caption names what is counted, so every row counts. */
function isNamed({ subject }: Question, { heading }: Segment): boolean {
  const words = new Set(stemmedTerms(heading));
  return (
    subject.length > 0 && subject.filter((term) => words.has(term)).length >= subject.length * ENOUGH_SUBJECT
  );
}
