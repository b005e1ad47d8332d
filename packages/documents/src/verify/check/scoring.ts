import type { CitedSource } from '../evidence/cited-source.ts';
import type { Hit } from '../evidence/evidence-text.ts';
import type { Segment } from '../evidence/segments.ts';
import type { WrittenKey } from '../text/keys.ts';
import { isClose, type WrittenNumber } from '../text/numbers.ts';

/** What a claim is said of: a mark or a numbered place, and how surely. */
export type Anchor = { weight: number } & (
  | { what: 'mark'; mark: string }
  | { what: 'key'; key: WrittenKey }
  | { what: 'number'; number: WrittenNumber }
);

/** What a claim stands beside in the answer. */
export interface Surroundings {
  words: ReadonlyMap<string, number>;
  anchors: readonly Anchor[];
}

/** How well each segment of a source fits what a claim stands beside. */
export interface ScoredSource {
  cited: CitedSource;
  scores: Float64Array;
  /** Indices of the best segments, the best first. */
  best: readonly number[];
}

/** So many segments of a source are looked at for what stands where a number should. */
const BEST = 40;
/** What the title of the sheet says counts this much for each of its blocks. */
const TITLE = 0.4;

/** Scores the segments of the sources: rare common words count, marks and positions count most, names of sections and captions pass on. */
export function scoreSources(
  sources: readonly CitedSource[],
  { words, anchors }: Surroundings,
): ScoredSource[] {
  const weights = weighWords(sources, words);
  return sources.map((cited) => {
    const own = new Float64Array(cited.evidence.segments.length);
    for (const [stem, weight] of weights)
      for (const segment of cited.postings.get(stem) ?? []) own[segment] = (own[segment] ?? 0) + weight;
    for (const anchor of anchors)
      for (const segment of anchorSegments(cited, anchor)) own[segment] = (own[segment] ?? 0) + anchor.weight;
    const base = baseOf(cited, weights, anchors);
    const scores = withGovernors(cited.evidence.segments, own, base);
    return { cited, scores, best: bestOf(scores) };
  });
}

/** Cheaper than sorting all of them: only what beats the last of the best is put in its place. */
function bestOf(scores: Float64Array): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    if (best.length === BEST && score <= least) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < score) at -= 1;
    best.splice(at, 0, index);
    if (best.length > BEST) best.pop();
    least = scores[best.at(-1) ?? 0] ?? 0;
  }
  return best;
}

/** Words that stand in every segment tell little. */
function weighWords(sources: readonly CitedSource[], words: ReadonlyMap<string, number>): [string, number][] {
  const total = sources.reduce((sum, { evidence }) => sum + evidence.segments.length, 0);
  return [...words].flatMap(([stem, weight]) => {
    const count = sources.reduce((sum, { postings }) => sum + (postings.get(stem)?.length ?? 0), 0);
    if (count === 0) return [[stem, weight * 0.5] as [string, number]];
    return [[stem, (weight * Math.log(1 + total / count)) / Math.log(1 + total)] as [string, number]];
  });
}

function baseOf(
  cited: CitedSource,
  weights: readonly [string, number][],
  anchors: readonly Anchor[],
): number {
  let base = 0;
  for (const [stem, weight] of weights) if (cited.titleStems.has(stem)) base += weight * TITLE;
  for (const anchor of anchors) if (isInTitle(cited, anchor)) base += anchor.weight * 0.6;
  return base;
}

function isInTitle(cited: CitedSource, anchor: Anchor): boolean {
  if (anchor.what === 'key') return cited.isAt(anchor.key);
  return anchor.what === 'mark' && cited.titleHasMark(anchor.mark);
}

function withGovernors(segments: readonly Segment[], own: Float64Array, base: number): Float64Array {
  const scores = new Float64Array(segments.length);
  for (const { index, governors } of segments) {
    let score = base + (own[index] ?? 0);
    for (const { segment, factor } of governors) score += (own[segment] ?? 0) * factor;
    scores[index] = score;
  }
  return scores;
}

/** Indices of the segments that name the anchor themselves, each once. */
export function anchorSegments(cited: CitedSource, anchor: Anchor): Set<number> {
  if (anchor.what === 'number') return segmentsWithNumber(cited, anchor.number);
  if (anchor.what === 'key') return new Set(cited.keyHits(anchor.key).map(({ segment }) => segment.index));
  const { exact, alike } = cited.evidence.marksOf(anchor.mark);
  return new Set(ownRows(cited, exact.length > 0 ? exact : alike).map(({ segment }) => segment.index));
}

/** A row whose first cell is the mark is its row; others only mention it («зависимое от 99М»). */
function ownRows({ evidence }: CitedSource, hits: readonly Hit[]): readonly Hit[] {
  const isNamed = ({ segment, start }: Hit) =>
    segment.kind === 'row' && !/[\p{L}\d]/u.test(evidence.folded.slice(segment.start, start));
  return hits.some(isNamed) ? hits.filter((hit) => hit.segment.kind !== 'row' || isNamed(hit)) : hits;
}

function segmentsWithNumber({ evidence }: CitedSource, { value }: WrittenNumber): Set<number> {
  const figures = String(Math.abs(value)).split('.')[0] ?? '';
  const found = new Set<number>();
  for (const number of evidence.numbersBeginning(figures))
    if (isClose(number.value, value)) found.add(number.segment.index);
  return found;
}

/** Whether a segment speaks of the anchor: it names it, or stands in a section or under a caption that does. */
export function isUnder(segment: Segment, named: ReadonlySet<number>): boolean {
  return (
    named.has(segment.index) || segment.governors.some((one) => one.factor >= 0.5 && named.has(one.segment))
  );
}
