import type { CitedSource } from '../evidence/cited-source.ts';
import type { CitedNumber } from '../evidence/evidence-text.ts';
import type { Segment } from '../evidence/segments.ts';
import { fold } from '../text/fold.ts';
import { isClose, sameConverted, type WrittenNumber } from '../text/numbers.ts';
import { agree } from '../text/units.ts';
import { readWords } from '../text/words.ts';
import {
  type Anchor,
  anchorSegments,
  isUnder,
  type ScoredSource,
  type Surroundings,
  scoreSources,
} from './scoring.ts';

/** What a number claim says and where. */
export interface NumberClaim {
  numbers: readonly WrittenNumber[];
  form: 'single' | 'range' | 'size';
  surroundings: Surroundings;
  /** What the sentence itself says it of; must hold where a table has rows for it. */
  subject: readonly Anchor[];
  manner: Manner;
}

/** How a number is said. */
export interface Manner {
  /** «около 600», «≈ 607». */
  isRounded: boolean;
  /** Folded word right behind: «4 проёма». */
  noun: string | null;
  /** What else the sentence says; it stands for itself and contradicts nothing. */
  others: readonly number[];
}

export interface NumberFinding {
  /** The source that proves it; `null` when none does. */
  proof: CitedSource | null;
  /** It stands in a source, though not where it should. */
  isElsewhere: boolean;
  /** What stands where it should. */
  instead: string | null;
  /** The proof is a row of sums. */
  isTotal: boolean;
}

const nowhere: NumberFinding = { proof: null, isElsewhere: false, instead: null, isTotal: false };

interface Place {
  cited: CitedSource;
  segment: Segment;
  score: number;
}

const WEIGHT_OF_KIND = { row: 1, text: 1, flat: 0.8, list: 0.35 } as const;

/** Looks for a number where the sources speak of the same thing. */
export function checkNumber(claim: NumberClaim, sources: readonly CitedSource[]): NumberFinding {
  const places = sources.flatMap((cited) =>
    segmentsWith(cited, claim).map((segment) => ({ cited, segment })),
  );
  const scored = scoreSources(sources, claim.surroundings);
  if (places.length === 0) return { ...nowhere, instead: toldInstead(scored, claim) };
  const scoreOf = new Map(scored.map((one) => [one.cited, one]));
  const held = places.map((place) => ({
    ...place,
    score: placeScore(place, claim, scoreOf.get(place.cited)),
  }));
  const allowed = held.filter(({ cited, segment }) => isOnSubject(cited, segment, claim));
  const best = bestOf(allowed.length > 0 ? allowed : held);
  const rival = bestRival(scored, claim);
  if (allowed.length === 0 || best === null)
    return { ...nowhere, isElsewhere: true, instead: rival?.text ?? null };
  const isNear = rival === null || best.score >= rival.score * leastShare(claim);
  return isNear
    ? { ...nowhere, proof: best.cited, isTotal: best.segment.isTotal }
    : { ...nowhere, isElsewhere: true, instead: rival.text };
}

/** What the sources say of the subject itself. */
function toldInstead(scored: readonly ScoredSource[], claim: NumberClaim): string | null {
  const rival = bestRival(scored, claim);
  if (rival === null || claim.subject.length === 0) return null;
  const named = claim.subject.some((anchor) => anchorSegments(rival.cited, anchor).has(rival.segment));
  return named ? rival.text : null;
}

/** How near the best place a number must stand: short numbers meet by chance. */
function leastShare({ numbers, form }: NumberClaim): number {
  if (form !== 'single') return 0.5;
  const digits = numbers[0]?.digits ?? 1;
  return [0.75, 0.75, 0.68, 0.55, 0.42][digits] ?? 0.3;
}

/** Segments that hold all numbers of the claim, in its order. */
function segmentsWith(cited: CitedSource, claim: NumberClaim): Segment[] {
  const { evidence } = cited;
  const [first] = claim.numbers;
  if (first === undefined) return [];
  const candidates = new Set<Segment>();
  for (const figures of figuresOf(first, claim.manner.isRounded))
    for (const number of evidence.numbersBeginning(figures))
      if (matches(first, number, claim.manner.isRounded)) candidates.add(number.segment);
  for (const segment of segmentsInWords(cited, claim)) candidates.add(segment);
  return [...candidates].filter(
    (segment) => holdsAll(evidence.numbersOf(segment), claim) || claim.numbers.length === 1,
  );
}

/** Beginnings under which the number may be written: «606», and what it is in other units. */
function figuresOf(number: WrittenNumber, isRounded: boolean): string[] {
  const written = String(Math.abs(number.value)).split('.')[0] ?? '';
  if (isRounded) return [written.slice(0, 1), String(Math.floor(Math.abs(number.value)) - 1)];
  const { unit } = number;
  const grouped = written.length > 3 ? written.slice(0, written.length % 3 || 3) : written;
  const converted =
    unit === null
      ? []
      : [0.001, 0.1, 10, 100, 1000].map((factor) => String(Math.trunc(Math.abs(number.value) * factor)));
  return [...new Set([written, grouped, ...converted])].filter((figures) => figures !== '');
}

function holdsAll(numbers: readonly CitedNumber[], { numbers: claimed, manner }: NumberClaim): boolean {
  let at = 0;
  for (const number of numbers) {
    const wanted = claimed[at];
    if (wanted !== undefined && matches(wanted, number, manner.isRounded)) at += 1;
  }
  return at === claimed.length;
}

function matches(claimed: WrittenNumber, cited: CitedNumber, isRounded: boolean): boolean {
  const unit = cited.unit ?? (cited.columnUnit === 'key' ? null : cited.columnUnit);
  if (cited.unit !== null && !agree(claimed.unit, cited.unit)) return false;
  if (cited.isDecimal && (claimed.value === 0 || claimed.unit?.dimension === 'count')) return false;
  const { value } = cited;
  if (isClose(claimed.value, value)) return true;
  if (sameConverted(claimed, value, unit)) return true;
  return isRounded && Math.abs(claimed.value - value) <= Math.abs(value) * 0.02;
}

const SMALL = [
  '',
  'ОД[ИН]',
  'ДВ[АЕУ]',
  'ТР[ИЕЁ]',
  'ЧЕТЫР',
  'ПЯТ[ИЬ]',
  'ШЕСТ[ИЬ]',
  'СЕМ[ИЬ]',
  'ВОС[ЕЬ]',
  'ДЕВЯТ[ИЬ]',
  'ДЕСЯТ[ИЬ]',
];

/** «на четыре проёма» says 4 of the same thing. */
function segmentsInWords(
  { evidence }: CitedSource,
  { numbers, form, manner: { noun } }: NumberClaim,
): Segment[] {
  const [number] = numbers;
  const stem =
    form === 'single' && number !== undefined && !number.isDecimal ? SMALL[number.value] : undefined;
  if (stem === undefined || stem === '' || noun === null) return [];
  const pattern = new RegExp(`(?<!\\p{L})${stem}\\p{L}{0,3} ${noun.slice(0, 4)}`, 'gu');
  return [...evidence.folded.matchAll(pattern)].flatMap((match) => evidence.segmentAt(match.index) ?? []);
}

/** A segment's score, the fitting column of the number counted in. */
function placeScore(
  place: { cited: CitedSource; segment: Segment },
  claim: NumberClaim,
  scored: ScoredSource | undefined,
): number {
  const { cited, segment } = place;
  const base = scored?.scores[segment.index] ?? 0;
  const fitting = cited.evidence
    .numbersOf(segment)
    .filter((number) => claim.numbers.some((one) => matches(one, number, claim.manner.isRounded)))
    .map((number) => numberScore(base, number, claim));
  return Math.max(0, ...fitting, fitting.length === 0 ? base : 0) * WEIGHT_OF_KIND[segment.kind];
}

function numberScore(base: number, number: CitedNumber, { numbers, surroundings }: NumberClaim): number {
  const unit = numbers.at(-1)?.unit ?? null;
  return (base + columnBonus(number.column, surroundings) + 0.2) * unitShare(unit, number);
}

function columnBonus(column: string, { words }: Surroundings): number {
  if (column === '') return 0;
  const stems = new Set(readWords(fold(column)).map(({ stem }) => stem));
  return [...stems].reduce((bonus, stem) => bonus + (words.get(stem) ?? 0) * 0.7, 0);
}

/** How far the unit of a cited number goes with that of the claim. */
function unitShare(unit: WrittenNumber['unit'], { unit: own, columnUnit }: CitedNumber): number {
  if (own === null && columnUnit === 'key') return 0.5;
  const cited = own ?? (columnUnit === 'key' ? null : columnUnit);
  if (unit === null) return 1;
  if (cited === null) return 0.95;
  if (cited.dimension === unit.dimension) return 1;
  return own === null ? 0.6 : 0.3;
}

function bestOf(places: readonly Place[]): Place | null {
  return places.reduce<Place | null>(
    (best, place) => (best === null || place.score > best.score ? place : best),
    null,
  );
}

interface Rival {
  score: number;
  text: string;
  cited: CitedSource;
  segment: number;
}

/** The best place that holds a number of the claimed kind, whatever its value. */
function bestRival(scored: readonly ScoredSource[], claim: NumberClaim): Rival | null {
  let best: Rival | null = null;
  for (const { cited, scores } of scored)
    for (const segment of cited.evidence.segments) {
      const base = scores[segment.index] ?? 0;
      if (best !== null && base + MOST_BONUS < best.score) continue;
      const found = bestIn(cited, segment, base, claim);
      if (found !== null && (best === null || found.score > best.score)) best = found;
    }
  return best;
}

function bestIn(cited: CitedSource, segment: Segment, base: number, claim: NumberClaim): Rival | null {
  let best: Rival | null = null;
  for (const number of cited.evidence.numbersOf(segment)) {
    if (!isRival(number, claim)) continue;
    const score = numberScore(base, number, claim) * WEIGHT_OF_KIND[segment.kind];
    const text = cited.evidence.text.slice(number.start, number.end);
    if (best === null || score > best.score) best = { score, text, cited, segment: segment.index };
  }
  return best;
}

/** More than the fitting column of a number can add. */
const MOST_BONUS = 2.5;

function isRival(number: CitedNumber, { numbers, manner: { others } }: NumberClaim): boolean {
  const [claimed] = numbers;
  if (others.some((other) => isClose(other, number.value))) return false;
  if ((number.columnUnit === 'key' && number.unit === null) || number.value === 0) return false;
  return claimed !== undefined && unitShare(claimed.unit, number) >= 0.95;
}

/** Where a table has rows for the subject, the number must stand in one of them, or where the subject is named. */
function isOnSubject(cited: CitedSource, segment: Segment, { subject }: NumberClaim): boolean {
  if (subject.length === 0) return true;
  const named = subject.map((anchor) => anchorSegments(cited, anchor));
  if (named.some((segments) => isUnder(segment, segments))) return true;
  const { segments } = cited.evidence;
  return !named.some((indices) => [...indices].some((index) => segments[index]?.kind === 'row'));
}
