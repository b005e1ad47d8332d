import type { Message } from '#features/conversation/chat-query.ts';
import type { Claim } from './checks.ts';

type Citation = Pick<Message['citations'][number], 'n' | 'start' | 'end'>;

/**
 * Claims by `n` of the references they lean on: a reference that proves a claim, and for a claim that nothing proves those written
 * right after it on its line, else the last before it.
 */
export function leaningClaims(
  text: string,
  claims: readonly Claim[],
  citations: readonly Citation[],
): Map<number, Claim[]> {
  const ordered = citations.toSorted((a, b) => a.start - b.start);
  const leaning = new Map<number, Claim[]>();
  for (const claim of claims) {
    for (const n of referencesOf(claim, text, ordered)) leaning.set(n, [...(leaning.get(n) ?? []), claim]);
  }
  return leaning;
}

function referencesOf(claim: Claim, text: string, ordered: readonly Citation[]): number[] {
  if (claim.citation !== null) return [claim.citation];
  const lineStart = text.lastIndexOf('\n', claim.start - 1) + 1;
  const lineEnd = text.indexOf('\n', claim.end);
  const onLine = ordered.filter(({ start, end }) => start >= lineStart && (lineEnd < 0 || end <= lineEnd));
  const after = onLine.findIndex(({ start }) => start >= claim.end);
  if (after < 0) return onLine.slice(-1).map(({ n }) => n);
  const run = onLine.slice(after);
  const broken = run.findIndex((each, at) => at > 0 && !isGap(text.slice(run[at - 1]?.end, each.start)));
  return run.slice(0, broken < 0 ? run.length : broken).map(({ n }) => n);
}

/** References side by side prove the same words. */
function isGap(between: string): boolean {
  return /^[\s,;]*$/.test(between);
}
