import { compareMarks, findMarks } from '../marks/index.ts';
import { findFloors } from '../search/places.ts';
import { stem } from '../search/stem.ts';
import { findBuildings, namesOtherBuilding } from './buildings.ts';
import type { Question } from './question.ts';
import { type Segment, type SegmentKind, segmentsOf } from './segments.ts';
import type { ExtractBlock } from './types.ts';
import { stemmedTerms } from './words.ts';

/** A segment with what of the question it answers. */
export interface Scored {
  segment: Segment;
  score: number;
  /** Share of each asked thing that the segment covers, for a choice of quotes that do not all say the same. */
  gains: Map<string, number>;
  match: 'mark' | 'mark_ocr' | 'text';
}

/** What the blocks hold, so that an absence is known as well. */
export interface Evidence {
  scored: Scored[];
  /** Terms, named places and marks that stand somewhere in the blocks. */
  present: Set<string>;
}

const CONTEXT_SHARE = 0.6;
const SHEET_SHARE = 0.3;
const NAMED_WEIGHT = 4;
const PAIR_WEIGHT = 5;
const ATTRIBUTE_WEIGHT = 2.5;
const OCR_SHARE = 0.6;
const SHEET = stem('лист');

const KIND_SHARE: Record<SegmentKind, number> = {
  row: 1,
  total: 0.9,
  table_total: 0.9,
  group: 0.85,
  text: 1,
  flat: 0.7,
  label: 0.4,
};

/** What a segment says, in terms. */
interface Reading {
  segment: Segment;
  own: Set<string>;
  name: Set<string>;
  context: Set<string>;
  sheet: Set<string>;
}

/** Scores every segment of the blocks against the question. */
export function scoreSegments(question: Question, blocks: readonly ExtractBlock[]): Evidence {
  const readings = blocks.flatMap(readBlock);
  const present = presentIn(question, readings);
  const weights = weigh(question, readings);
  const best = Math.max(0, ...blocks.map((block) => block.score ?? 0));
  const scored = readings.flatMap((reading) => {
    if (contradicts(question, reading)) return [];
    const one = scoreOne(question, reading, weights);
    const rank = best > 0 ? 0.85 + (0.15 * (reading.segment.block.score ?? 0)) / best : 1;
    return one === null ? [] : [{ ...one, score: one.score * rank }];
  });
  return { scored, present };
}

function readBlock(block: ExtractBlock): Reading[] {
  const sheet = new Set(placedTerms(`${block.sheetTitle ?? ''}\n${leadOf(block)}`));
  const contexts = new Map<string, Set<string>>();
  return segmentsOf(block).map((segment) => {
    const context = contexts.get(segment.context) ?? new Set(placedTerms(segment.context));
    contexts.set(segment.context, context);
    const own = new Set(placedTerms(segment.own));
    const name = segment.name === segment.own ? own : new Set(placedTerms(segment.name));
    return { segment, own, name, context, sheet };
  });
}

/** What the picture shows, in the words of the vision model: the head of an image block. */
function leadOf(block: ExtractBlock): string {
  return block.kind === 'image' ? (/^\*\*Краткое описание:\*\*(.{0,400})/mu.exec(block.text)?.[1] ?? '') : '';
}

function placedTerms(text: string): string[] {
  return [
    ...stemmedTerms(text),
    ...findFloors(text).map(({ term }) => term),
    ...findBuildings(text).map(({ term }) => term),
  ];
}

/** A rare term says more than one that every row has. */
function weigh(question: Question, readings: readonly Reading[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const term of question.terms) {
    const count = readings.filter(({ own }) => own.has(term)).length;
    weights.set(term, Math.min(4, Math.log(1 + readings.length / (1 + count))));
  }
  return weights;
}

/** A text about another floor or building than the one asked about is no answer, however alike it looks. */
function contradicts(question: Question, { segment, own, context, sheet }: Reading): boolean {
  if (question.floors.length > 0) {
    const floors = [own, context, sheet].map(floorsOf).find((named) => named.length > 0) ?? [];
    if (floors.length > 0 && !question.floors.some(({ term }) => floors.includes(term))) return true;
  }
  const texts = [
    segment.own,
    [...segment.section, segment.context].join(' '),
    segment.block.sheetTitle ?? '',
  ];
  const place = texts.find((text) => findBuildings(text).length > 0) ?? '';
  return namesOtherBuilding(question.buildings, place);
}

function floorsOf(terms: ReadonlySet<string>): string[] {
  return [...terms].filter((term) => term.startsWith('@floor:'));
}

function scoreOne(question: Question, reading: Reading, weights: ReadonlyMap<string, number>): Scored | null {
  const { segment } = reading;
  const gains = new Map<string, number>();
  for (const [term, weight] of weights) gain(gains, term, weight * shareOf(reading, term));
  gainPlaces(question, reading, gains);
  for (const { word, number } of question.pairs) {
    gain(gains, `${word} ${number}`, PAIR_WEIGHT * pairShare(reading, word, number));
  }
  const match = gainMarks(question, reading, gains);
  if (gains.size === 0 || (question.marks.length > 0 && match === 'text' && namesOtherMarks(segment)))
    return null;
  gainAttributes(question, segment, gains);
  const sum = [...gains.values()].reduce((total, one) => total + one, 0);
  return { segment, gains, match, score: sum * kindShare(question, segment) };
}

function gainPlaces(question: Question, reading: Reading, gains: Map<string, number>) {
  for (const { term } of [...question.floors, ...question.buildings]) {
    gain(gains, term, NAMED_WEIGHT * Math.min(1, shareOf(reading, term) * 1.5));
  }
  const page = `@page:${reading.segment.block.page}`;
  for (const { term } of question.sheets) if (isOnSheet(reading, term)) gain(gains, term, NAMED_WEIGHT);
  for (const { term } of question.pages) if (term === page) gain(gains, term, NAMED_WEIGHT);
}

function gain(gains: Map<string, number>, term: string, amount: number) {
  if (amount > 0) gains.set(term, amount);
}

function shareOf({ own, context, sheet }: Reading, term: string): number {
  if (own.has(term)) return 1;
  if (context.has(term)) return CONTEXT_SHARE;
  return sheet.has(term) ? SHEET_SHARE : 0;
}

/** The block stands on the sheet, or the segment names it: «Лист 12», a row with 12 in the column «Лист». */
function isOnSheet({ segment, own, context }: Reading, term: string): boolean {
  if (term === `@sheet:${segment.block.sheet}`) return true;
  return own.has(term.slice(term.indexOf(':') + 1)) && (own.has(SHEET) || context.has(SHEET));
}

function pairShare({ name, context }: Reading, word: string, number: string): number {
  if (name.has(word) && name.has(number)) return 1;
  return (context.has(word) || name.has(word)) && (context.has(number) || name.has(number))
    ? CONTEXT_SHARE
    : 0;
}

function gainMarks(question: Question, reading: Reading, gains: Map<string, number>): Scored['match'] {
  let match: Scored['match'] = 'text';
  for (const { term, label } of question.marks) {
    const share = Math.max(reading.own.has(term) ? 1 : 0, reading.context.has(term) ? CONTEXT_SHARE : 0);
    if (share > 0) {
      gain(gains, term, 2 * NAMED_WEIGHT * share);
      match = 'mark';
    } else if (findMarks(reading.segment.own).some(({ text }) => compareMarks(text, label) === 'mark_ocr')) {
      gain(gains, term, 2 * NAMED_WEIGHT * OCR_SHARE);
      if (match === 'text') match = 'mark_ocr';
    }
  }
  return match;
}

/** A row about other marks only: the neighbour of the row that was asked for. */
function namesOtherMarks(segment: Segment): boolean {
  return segment.kind !== 'text' || findMarks(segment.own).length > 0;
}

function gainAttributes(question: Question, segment: Segment, gains: Map<string, number>) {
  const says = `${segment.own} ${segment.table === null ? '' : segment.context}`;
  if (!/\d/u.test(segment.own)) return;
  for (const one of question.attributes)
    if (one.evidence.test(says)) gain(gains, `?${one.name}`, ATTRIBUTE_WEIGHT);
}

/** Sums answer questions about wholes, groups answer comparisons. */
function kindShare(question: Question, { kind }: Segment): number {
  const share = KIND_SHARE[kind];
  if (question.compares && kind === 'group') return share * 1.4;
  if (question.compares && kind === 'total') return share;
  const sums = question.attributes.some((one) => one.additive);
  if (kind === 'table_total' && question.wantsTotal && sums) return share * 2;
  return kind === 'total' && sums ? share * 1.4 : share;
}

function presentIn(question: Question, readings: readonly Reading[]): Set<string> {
  const named = [...question.floors, ...question.buildings, ...question.marks].map(({ term }) => term);
  const sought = [...question.terms, ...named];
  return new Set(readings.flatMap((reading) => presentInOne(question, reading, sought)));
}

function presentInOne(question: Question, reading: Reading, sought: readonly string[]): string[] {
  const { segment } = reading;
  const says = `${segment.own} ${segment.context}`;
  return [
    ...sought.filter((term) => shareOf(reading, term) > 0),
    ...question.sheets.map(({ term }) => term).filter((term) => isOnSheet(reading, term)),
    ...question.attributes.filter(({ evidence }) => evidence.test(says)).map(({ name }) => `?${name}`),
    `@page:${segment.block.page}`,
  ];
}
