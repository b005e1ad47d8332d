import type { Question } from './question.ts';
import { floorsOf, type Reading } from './readings.ts';
import type { Segment, SegmentKind } from './segment.ts';
import { stemmedTerms } from './words.ts';

const SUMMARY = /сводн|общ(?:ий|ая|ее)|итог/iu;
/** Lists of what other sheets hold, as the standard names them: they name everything and say nothing of it. */
const CONTENTS =
  /ведомость (?:(?:рабочих )?чертежей|спецификаций|ссылочных|основных комплектов|прилагаемых)|содержание тома|состав проект/iu;
const ASKS_CONTENTS = /ведомост|чертеж|комплект|гост|лист|ссылочн|документ|состав/iu;
const CONTENTS_SHARE = 0.6;
const ENOUGH_OF_TITLE = 0.6;
const LISTED_SHEET = 1.8;
const TITLED_SHEET = 1.3;
const NAMED_EXACTLY = 1.2;
const LONGEST_NAME = 80;
/** A heading names another floor than the sheet: recognition glued a neighbour's text on. */
const DISPUTED_SHARE = 0.45;

const KIND_SHARE: Record<SegmentKind, number> = {
  row: 1,
  total: 0.9,
  table_total: 0.9,
  group: 0.85,
  text: 1,
  stamp: 1,
  list: 0.85,
  flat: 0.7,
  label: 0.4,
};

/**
 * How much a place is worth for a question by what it is: sums answer questions about wholes, groups answer comparisons, a list of one floor no
 * question about the whole house.
 */
export function fitOf(question: Question, reading: Reading, gains: ReadonlyMap<string, number>): number {
  const { segment } = reading;
  const share =
    KIND_SHARE[segment.kind] *
    (isDisputed(reading) ? DISPUTED_SHARE : 1) *
    summaryShare(question, reading) *
    contentsShare(question, segment) *
    sheetFit(question, reading);
  if (question.marks.length > 0) return share * markFit(question, reading);
  if (isNamedExactly(question, reading)) return share * NAMED_EXACTLY;
  if (question.wantsDrawing && segment.kind === 'flat') return share * 1.5;
  if (question.compares && segment.kind === 'group') return share * 1.4;
  const sums =
    question.attributes.some(({ sort, name }) => sort === 'sum' && gains.has(`?${name}`)) ||
    (question.attributes.length === 0 && question.wantsTotal);
  if (!sums) return share;
  if (segment.kind === 'table_total' && question.wantsTotal && isAboutSubject(question, gains))
    return share * 2;
  return segment.kind === 'total' && !question.compares ? share * 1.4 : share;
}

function isAboutSubject({ subject }: Question, gains: ReadonlyMap<string, number>): boolean {
  return subject.length === 0 || subject.some((term) => gains.has(term));
}

/** One cell of the row is what was asked for and no more: «ИТП», not «Электрощитовая ИТП». */
function isNamedExactly({ subject }: Question, { segment, own }: Reading): boolean {
  if (segment.kind !== 'row' || !subject.some((term) => own.has(term))) return false;
  return segment.rows.some(({ cells }) =>
    cells.some((cell) => {
      const words = cell.length > LONGEST_NAME ? [] : stemmedTerms(cell);
      return words.length > 0 && words.every((word) => subject.includes(word));
    }),
  );
}

/** The row of a marked piece says most of it; sums under its mark add up its parts, which nobody asked for. */
function markFit(question: Question, { segment, own }: Reading): number {
  if (segment.kind === 'total' || segment.kind === 'table_total') return 0.5;
  return segment.kind === 'row' && question.marks.some(({ term }) => own.has(term)) ? 1.25 : 1;
}

function summaryShare(question: Question, reading: Reading): number {
  if (!question.wantsTotal || question.floors.length > 0) return 1;
  return { summary: 1.2, floor: 0.7, none: 1 }[scopeOf(reading) ?? 'none'];
}

/** `summary`: a list over the whole; `floor`: under the name of a floor. */
export function scopeOf({ segment, heading, sheet }: Reading): 'summary' | 'floor' | null {
  if (floorsOf(heading).length + floorsOf(sheet).length > 0) return 'floor';
  return SUMMARY.test(`${segment.heading} ${segment.block.sheetTitle ?? ''}`) ? 'summary' : null;
}

function isDisputed({ heading, sheet }: Reading): boolean {
  const [named, drawn] = [floorsOf(heading), floorsOf(sheet)];
  return named.length > 0 && drawn.length > 0 && !named.some((floor) => drawn.includes(floor));
}

/** The list of sheets and the sheet's own title tell where a thing is drawn. */
function sheetFit({ wantsSheet, subject }: Question, { segment, own, sheet }: Reading): number {
  if (!wantsSheet || subject.length === 0) return 1;
  const covers = (terms: ReadonlySet<string>) =>
    subject.filter((term) => terms.has(term)).length >= subject.length * ENOUGH_OF_TITLE;
  if (segment.kind === 'row' && CONTENTS.test(segment.heading) && covers(own)) return LISTED_SHEET;
  return covers(sheet) ? TITLED_SHEET : 1;
}

function contentsShare(
  { subject, sheets, wantsDrawing, wantsSheet }: Question,
  { heading }: Segment,
): number {
  if (!CONTENTS.test(heading) || sheets.length > 0 || wantsDrawing || wantsSheet) return 1;
  return subject.some((term) => ASKS_CONTENTS.test(term)) ? 1 : CONTENTS_SHARE;
}
