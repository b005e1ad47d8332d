import { compareMarks, findMarks } from '../marks/index.ts';
import { stem } from '../search/stem.ts';
import { findBuildings, namesOtherBuilding } from './buildings.ts';
import { fitOf, scopeOf } from './fit.ts';
import { anyTerm, isNumberedAs } from './numbered.ts';
import type { Pair, Question } from './question.ts';
import { type Aliases, aliasesOf, floorsOf, type Reading, readSegments } from './readings.ts';
import type { Segment, SegmentKind } from './segment.ts';
import type { ExtractBlock } from './types.ts';
import { stemmedTerms } from './words.ts';

/** A segment with what of the question it answers. */
export interface Scored {
  segment: Segment;
  score: number;
  /** What it says of each asked thing, for a choice of quotes that do not all say the same. `?площадь` is a property. */
  gains: Map<string, number>;
  match: 'mark' | 'mark_ocr' | 'text';
  /** See {@link scopeOf}. */
  scope: ReturnType<typeof scopeOf>;
}

/** What the blocks hold, so that an absence is known as well. */
export interface Evidence {
  scored: Scored[];
  /** Terms, named places and marks that stand somewhere in the blocks, in contradicting places too. */
  present: Set<string>;
  /** Of each term of the question: a rare one says more. */
  weights: ReadonlyMap<string, number>;
  /** Words of the question by which the blocks number several things: «зон». */
  enumerated: ReadonlySet<string>;
}

const SECTION_SHARE = 0.6;
const NAMED_SECTION_SHARE = 0.95;
const HEADING_SHARE = 0.6;
const SHEET_SHARE = 0.3;
const ALIAS_SHARE = 0.6;
const OCR_SHARE = 0.6;
const NAMED_WEIGHT = 4;
const MARK_WEIGHT = 8;
const PAIR_WEIGHT = 5;
const ATTRIBUTE_WEIGHT = 2.5;
const MAX_TERM_WEIGHT = 4;
const SHEET_WORD = stem('лист');

/** Kinds that speak in the name of a section or a caption, where a number may stand before its word. */
const NAMED_KINDS: ReadonlySet<SegmentKind> = new Set(['total', 'table_total', 'group']);

/** Scores every segment of the blocks against the question. */
export function scoreSegments(question: Question, blocks: readonly ExtractBlock[]): Evidence {
  const readings = readSegments(blocks);
  const aliases = aliasesOf(question, readings);
  const weights = weigh(question, readings, aliases);
  const best = Math.max(0, ...blocks.map((block) => block.score ?? 0));
  const scored = readings.flatMap((reading) => {
    if (contradicts(question, reading)) return [];
    const one = scoreOne(question, reading, { weights, aliases });
    const rank = best > 0 ? 0.85 + (0.15 * (reading.segment.block.score ?? 0)) / best : 1;
    return one === null ? [] : [{ ...one, score: one.score * rank }];
  });
  const enumerated = enumeratedIn(question, readings);
  return { scored, present: presentIn(question, readings, aliases), weights, enumerated };
}

/** Several, so that the absence of one means something. */
const SEVERAL = 2;

function enumeratedIn({ pairs }: Question, readings: readonly Reading[]): Set<string> {
  const words = pairs.map(({ word }) => word);
  return new Set(
    words.filter((word) => {
      const named = readings.flatMap(({ own, heading }) =>
        [...own, ...heading].filter((term) => isNumberedAs(term, word)),
      );
      return new Set(named).size >= SEVERAL;
    }),
  );
}

/** A rare term says more than one that every row has. */
function weigh(question: Question, readings: readonly Reading[], aliases: Aliases): Map<string, number> {
  const weights = new Map<string, number>();
  for (const term of question.terms) {
    const forms = [term, ...(aliases.get(term) ?? [])];
    const count = readings.filter(({ own }) => forms.some((form) => own.has(form))).length;
    weights.set(term, Math.min(MAX_TERM_WEIGHT, Math.log(1 + readings.length / (1 + count))));
  }
  return weights;
}

/** A text about another floor or building than the one asked about is no answer, however alike it looks. */
function contradicts(question: Question, reading: Reading): boolean {
  const { segment, own, section, heading, sheet } = reading;
  if (question.floors.length > 0) {
    const floors = [own, section, heading, sheet].map(floorsOf).find((named) => named.length > 0) ?? [];
    if (floors.length > 0 && !question.floors.some(({ term }) => floors.includes(term))) return true;
  }
  if (namesOtherNumber(question, [own, section, heading])) return true;
  const texts = [segment.own, segment.section.join(' '), segment.heading, segment.block.sheetTitle ?? ''];
  const place = texts.find((text) => findBuildings(text).length > 0) ?? '';
  return namesOtherBuilding(question.buildings, place);
}

/** A row of zone 7, or of the list of stage 3, says nothing of zone 6 or stage 2. */
function namesOtherNumber({ pairs }: Question, texts: readonly ReadonlySet<string>[]): boolean {
  return pairs.some(({ word }) => {
    const all = texts.map((text) => [...text].filter((term) => isNumberedAs(term, word)));
    const named = all.find((some) => some.length > 0) ?? [];
    return named.length > 0 && !pairs.some(({ term }) => named.includes(term));
  });
}

interface Measures {
  weights: ReadonlyMap<string, number>;
  aliases: Aliases;
}

function scoreOne(question: Question, reading: Reading, { weights, aliases }: Measures): Scored | null {
  const { segment } = reading;
  const gains = new Map<string, number>();
  for (const [term, weight] of weights) gain(gains, term, weight * shareOf(reading, term, aliases));
  gainPlaces(question, reading, gains);
  for (const pair of question.pairs) gain(gains, pair.label, PAIR_WEIGHT * pairShare(reading, pair));
  const match = gainMarks(question, reading, gains);
  if (gains.size === 0) return null;
  if (question.marks.length > 0 && match === 'text' && namesMarks(segment)) return null;
  gainAttributes(question, segment, gains);
  const sum = [...gains.values()].reduce((total, one) => total + one, 0);
  const scope = scopeOf(reading);
  return { segment, gains, match, scope, score: sum * fitOf(question, reading, gains) };
}

function gain(gains: Map<string, number>, term: string, amount: number) {
  if (amount > 0) gains.set(term, amount);
}

function shareOf(reading: Reading, term: string, aliases: Aliases): number {
  const exact = shareOfForm(reading, term);
  if (exact === 1) return 1;
  const alike = (aliases.get(term) ?? []).map((form) => shareOfForm(reading, form) * ALIAS_SHARE);
  return Math.max(exact, ...alike);
}

function shareOfForm({ own, section, heading, sheet }: Reading, term: string): number {
  if (own.has(term)) return 1;
  if (section.has(term)) return SECTION_SHARE;
  if (heading.has(term)) return HEADING_SHARE;
  return sheet.has(term) ? SHEET_SHARE : 0;
}

function gainPlaces(question: Question, reading: Reading, gains: Map<string, number>) {
  for (const { term } of [...question.floors, ...question.buildings]) {
    gain(gains, term, NAMED_WEIGHT * Math.min(1, shareOfForm(reading, term) * 1.5));
  }
  const page = `@page:${reading.segment.block.page}`;
  for (const { term } of question.sheets) if (isOnSheet(reading, term)) gain(gains, term, NAMED_WEIGHT);
  for (const { term } of question.pages) if (term === page) gain(gains, term, NAMED_WEIGHT);
}

/** The block stands on the sheet, or the segment names it: «Лист 12», a row with 12 in the column «Лист». */
function isOnSheet({ segment, own, heading }: Reading, term: string): boolean {
  if (term === `@sheet:${segment.block.sheet}`) return true;
  return own.has(term.slice(term.indexOf(':') + 1)) && (own.has(SHEET_WORD) || heading.has(SHEET_WORD));
}

/** «квартира 5» is a name with both, or the row 5 of a table of flats; row 5 in the list of one flat's rooms is not. */
function pairShare({ segment, own, name, section, heading }: Reading, pair: Pair): number {
  const { term, word, number, isNamedApart } = pair;
  if (own.has(term)) return 1;
  if (NAMED_KINDS.has(segment.kind) && name.has(word) && name.has(number)) return 1;
  if (section.has(word) && section.has(number)) return 0.8;
  if (section.has(word) || !heading.has(word)) return 0;
  return heading.has(number) || (own.has(anyTerm(number)) && !isNamedApart) ? HEADING_SHARE : 0;
}

function gainMarks(question: Question, reading: Reading, gains: Map<string, number>): Scored['match'] {
  let match: Scored['match'] = 'text';
  for (const { term, label } of question.marks) {
    const share = markShare(reading, term, question);
    if (share > 0) {
      gain(gains, term, MARK_WEIGHT * share);
      match = 'mark';
    } else if (findMarks(reading.segment.own).some(({ text }) => compareMarks(text, label) === 'mark_ocr')) {
      gain(gains, term, MARK_WEIGHT * OCR_SHARE);
      if (match === 'text') match = 'mark_ocr';
    }
  }
  return match;
}

/** Under a mark, a row that names what was asked says it of that mark: «Гидроизоляция» of the roof К6. */
function markShare({ segment, own, section, heading }: Reading, term: string, { subject }: Question): number {
  if (own.has(term)) return 1;
  if (section.has(term) && segment.kind === 'row' && subject.some((word) => own.has(word)))
    return NAMED_SECTION_SHARE;
  return section.has(term) || heading.has(term) ? SECTION_SHARE : 0;
}

/** A row, or a sentence about some mark: not what is asked when the asked mark is not in it. */
function namesMarks(segment: Segment): boolean {
  return segment.kind !== 'text' || findMarks(segment.own).length > 0;
}

function gainAttributes(question: Question, segment: Segment, gains: Map<string, number>) {
  const says = segment.table === null ? segment.own : `${segment.own} ${segment.heading}`;
  const hasNumber = /\d/u.test(segment.own);
  for (const { name, evidence, sort } of question.attributes) {
    if (!(hasNumber || sort === 'name') || !evidence.test(says)) continue;
    if (name !== 'количество' || segment.table !== null || isCount(question, segment)) {
      gain(gains, `?${name}`, ATTRIBUTE_WEIGHT);
    }
  }
}

const COUNTED =
  /(?<!\p{L})(?:кол-во|количеств|шт\.?(?!\p{L})|число|итого|всего)|\d\s?(?:м2|м²|м3|м³|кг|т|чел|%)(?!\p{L})/iu;
/** A number and up to two words before the next one. */
const NUMBER_OF = /(?<![\p{L}\d.,])\d+\+?\d*\s(\p{L}+)(?:\s(\p{L}+))?/gu;

/** A sentence tells how many only where its number counts the things that were asked about, or measures them. */
function isCount({ subject }: Question, { own, heading, kind }: Segment): boolean {
  if (kind === 'stamp' || COUNTED.test(`${own} ${heading}`)) return true;
  return [...own.matchAll(NUMBER_OF)].some(([, ...words]) =>
    stemmedTerms(words.filter(Boolean).join(' ')).some((word) => subject.includes(word)),
  );
}

function presentIn(question: Question, readings: readonly Reading[], aliases: Aliases): Set<string> {
  const named = [...question.floors, ...question.buildings, ...question.marks].map(({ term }) => term);
  return new Set(
    readings.flatMap((reading) => [
      ...question.terms.filter((term) => shareOf(reading, term, aliases) > 0),
      ...named.filter((term) => shareOfForm(reading, term) > 0),
      ...question.sheets.map(({ term }) => term).filter((term) => isOnSheet(reading, term)),
      `@page:${reading.segment.block.page}`,
    ]),
  );
}
