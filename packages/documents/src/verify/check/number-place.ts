import type { CitedSource } from '../evidence/cited-source.ts';
import type { CitedNumber } from '../evidence/evidence-text.ts';
import type { Segment } from '../evidence/segments.ts';
import { fold } from '../text/fold.ts';
import type { WrittenNumber } from '../text/numbers.ts';
import { readWords } from '../text/words.ts';
import { matches, type NumberClaim } from './number-claim.ts';
import { type Anchor, anchorSegments, isUnder, type ScoredSource, type Surroundings } from './scoring.ts';

/** A segment that holds a claimed number. */
export interface Place {
  cited: CitedSource;
  segment: Segment;
  score: number;
}

/** The number that stands where the claimed one should. */
export interface Rival {
  score: number;
  text: string;
  cited: CitedSource;
  segment: number;
}

/** Names side by side prove little of what belongs together. */
const WEIGHT_OF_KIND = { row: 1, text: 1, flat: 0.8, list: 0.35 } as const;
/** In a longer segment only what stands near a number speaks of it. */
const LONG = 220;
/** More than the fitting column of a number can add. */
const MOST_BONUS = 2.5;
/** The end of a range is seldom what is told alone. */
const RANGE_END = 0.65;

/** A segment's score for the claim: that of the number in it which fits best. */
export function placeScore(
  cited: CitedSource,
  segment: Segment,
  claim: NumberClaim,
  scored: ScoredSource,
): number {
  const base = segment.isHeader ? scoreBelow(cited, segment, scored) : (scored.scores[segment.index] ?? 0);
  const numbers = cited.evidence.numbersOf(segment);
  const fitting = numbers.filter((number) => claim.numbers.some((one) => matches(one, number, claim)));
  // «на четыре проёма» holds no figures.
  if (fitting.length === 0) return base * WEIGHT_OF_KIND[segment.kind];
  const rightful = fitting.filter((number) => !isOfAnotherColumn(number, numbers, claim));
  return (
    Math.max(0, ...rightful.map((number) => numberScore(base, number, claim, cited))) *
    WEIGHT_OF_KIND[segment.kind]
  );
}

/** What the name of a column says, it says of every row below. */
function scoreBelow({ evidence }: CitedSource, header: Segment, { scores }: ScoredSource): number {
  const below = evidence.segments.filter(({ governors }) =>
    governors.some((one) => one.segment === header.index),
  );
  return Math.max(scores[header.index] ?? 0, ...below.map(({ index }) => scores[index] ?? 0));
}

/** The best place that holds a number of the claimed kind, whatever its value. */
export function bestRival(scored: readonly ScoredSource[], claim: NumberClaim): Rival | null {
  let best: Rival | null = null;
  for (const { cited, scores, best: indices } of scored)
    for (const index of indices) {
      const base = scores[index] ?? 0;
      const segment = cited.evidence.segments[index];
      if (segment === undefined || (best !== null && base + MOST_BONUS < best.score)) break;
      const found = bestIn(cited, segment, base, claim);
      if (found !== null && (best === null || found.score > best.score)) best = found;
    }
  return best;
}

function bestIn(cited: CitedSource, segment: Segment, base: number, claim: NumberClaim): Rival | null {
  let best: Rival | null = null;
  for (const number of cited.evidence.numbersOf(segment)) {
    if (!isRival(number, claim)) continue;
    const score = numberScore(base, number, claim, cited) * WEIGHT_OF_KIND[segment.kind];
    const text = cited.evidence.text.slice(number.start, number.end);
    if (best === null || score > best.score) best = { score, text, cited, segment: segment.index };
  }
  return best;
}

/** A number of the same kind that the sentence does not tell itself. */
function isRival(number: CitedNumber, { numbers, manner }: NumberClaim): boolean {
  const [claimed] = numbers;
  const own = numbers.some(({ value }) => value === number.value) ? 1 : 0;
  if (claimed === undefined || number.value === 0) return false;
  if (number.columnUnit === 'key' && number.unit === null) return false;
  if ((manner.told.get(number.value) ?? 0) > own) return false;
  return unitShare(claimed.unit, number) >= 0.95;
}

function numberScore(
  base: number,
  number: CitedNumber,
  { numbers, form, surroundings }: NumberClaim,
  cited: CitedSource,
): number {
  const unit = numbers.at(-1)?.unit ?? null;
  const { segment } = number;
  const isLong = segment.end - segment.start > LONG;
  const near = isLong ? base * 0.4 + weightOf(cited.evidence.stemsAround(number), surroundings, 0.8) : base;
  const isEnd = number.isRangeEnd && form === 'single' ? RANGE_END : 1;
  return (
    (near + weightOf(columnStems(number.column), surroundings, 0.7) + 0.2) * unitShare(unit, number) * isEnd
  );
}

function weightOf(stems: ReadonlySet<string>, { words }: Surroundings, share: number): number {
  let weight = 0;
  for (const stem of stems) weight += (words.get(stem) ?? 0) * share;
  return weight;
}

const NO_STEMS: ReadonlySet<string> = new Set();
const stemsOfColumns = new Map<string, ReadonlySet<string>>();

/** Names of columns repeat within a table; a few are remembered. */
function columnStems(column: string): ReadonlySet<string> {
  if (column === '') return NO_STEMS;
  const known = stemsOfColumns.get(column);
  if (known !== undefined) return known;
  const stems = new Set(readWords(fold(column)).map(({ stem }) => stem));
  if (stemsOfColumns.size >= 500) stemsOfColumns.clear();
  stemsOfColumns.set(column, stems);
  return stems;
}

/** How far the unit of a cited number goes with that of the claim. */
function unitShare(unit: WrittenNumber['unit'], { unit: own, columnUnit, isSide }: CitedNumber): number {
  if (isSide && unit !== null && unit.dimension !== 'length') return 0.3;
  if (own === null && columnUnit === 'key') return 0.5;
  const cited = own ?? (columnUnit === 'key' ? null : columnUnit);
  if (unit === null) return 1;
  if (cited === null) return 0.95;
  if (cited.dimension === unit.dimension) return 1;
  return own === null ? 0.6 : 0.3;
}

/** «ширина 350» where the row has 350 under «Высота» and another number under «Ширина»; a symbol told elsewhere in the row too. */
function isOfAnotherColumn(
  number: CitedNumber,
  row: readonly CitedNumber[],
  { form, manner, numbers }: NumberClaim,
): boolean {
  if (form !== 'single') return false;
  const unit = numbers[0]?.unit ?? null;
  if (manner.symbol !== null && number.symbol === null && row.some(({ symbol }) => symbol === manner.symbol))
    return true;
  if (!number.isInGrid) return false;
  const isNamed = ({ column }: CitedNumber) =>
    [...columnStems(column)].some((stem) => manner.label.has(stem));
  const isRival = (one: CitedNumber) => one.isInGrid && isNamed(one) && unitShare(unit, one) >= 0.95;
  return !isNamed(number) && row.some(isRival);
}

/** Where a table has rows for the subject, the number must stand in one of them, or where the subject is named. */
export function isOnSubject(
  cited: CitedSource,
  segment: Segment,
  { subject, askedSubject }: Pick<NumberClaim, 'subject' | 'askedSubject'>,
): boolean {
  if (segment.isHeader) return true;
  if (subject.length > 0 && !isNamedFor(cited, segment, subject)) return false;
  return segment.kind === 'text' || askedSubject.length === 0 || isNamedFor(cited, segment, askedSubject);
}

export function isNamedFor(cited: CitedSource, segment: Segment, subject: readonly Anchor[]): boolean {
  const named = subject.map((anchor) => anchorSegments(cited, anchor));
  if (named.some((segments) => isUnder(segment, segments))) return true;
  const { segments } = cited.evidence;
  return !named.some((indices) => [...indices].some((index) => segments[index]?.kind === 'row'));
}
