import type { CitedSource } from '../evidence/cited-source.ts';
import { type NumberClaim, segmentsWith } from './number-claim.ts';
import { bestRival, isOnSubject, type Place, placeScore } from './number-place.ts';
import { anchorSegments, type ScoredSource, scoreSources } from './scoring.ts';

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

/** Looks for a number where the sources speak of the same thing. */
export function checkNumber(claim: NumberClaim, sources: readonly CitedSource[]): NumberFinding {
  const holding = new Map(sources.map((cited) => [cited, segmentsWith(cited, claim)]));
  const isHeld = [...holding.values()].some((segments) => segments.length > 0);
  if (!isHeld && claim.subject.length + claim.askedSubject.length === 0) return nowhere;
  const scored = scoreSources(sources, claim.surroundings);
  if (!isHeld) return { ...nowhere, instead: toldInstead(scored, claim) };
  const places = scored.flatMap((one) =>
    (holding.get(one.cited) ?? []).map((segment): Place => {
      return { cited: one.cited, segment, score: placeScore(one.cited, segment, claim, one) };
    }),
  );
  const rival = bestRival(scored, claim);
  const best = bestOf(
    places.filter(({ cited, segment, score }) => score > 0 && isOnSubject(cited, segment, claim)),
  );
  const isProof = best !== null && (rival === null || best.score >= rival.score * leastShare(claim));
  if (isProof) return { ...nowhere, proof: best.cited, isTotal: best.segment.isTotal };
  return { ...nowhere, isElsewhere: true, instead: rival?.text ?? null };
}

/** How near the best place a number must stand: short numbers meet by chance. */
function leastShare({ numbers, form }: NumberClaim): number {
  // Two numbers side by side do not meet by chance.
  if (form !== 'single') return 0.35;
  return [0.85, 0.85, 0.75, 0.65, 0.5][numbers[0]?.digits ?? 1] ?? 0.55;
}

/** What the sources say of the subject itself. */
function toldInstead(scored: readonly ScoredSource[], claim: NumberClaim): string | null {
  const rival = bestRival(scored, claim);
  if (rival === null) return null;
  const subject = [...claim.subject, ...claim.askedSubject];
  return subject.some((anchor) => anchorSegments(rival.cited, anchor).has(rival.segment)) ? rival.text : null;
}

function bestOf(places: readonly Place[]): Place | null {
  return places.reduce<Place | null>(
    (best, place) => (best === null || place.score > best.score ? place : best),
    null,
  );
}
