import type { BlockRecord } from './block-reader.ts';

export interface Snippet {
  text: string;
  /** UTF-16 offsets inside `text`, ascending, not overlapping. */
  highlights: [number, number][];
}

/** What a term of the question is worth in a snippet; terms of one clause count once. */
export interface TermWorth {
  clause: number;
  worth: number;
}

interface Match extends TermWorth {
  start: number;
  end: number;
}

const MAX_LENGTH = 320;
/** Words shown before the first match, so that it can be read. */
const LEAD = 60;
/** What a repetition is worth beside the first occurrence. */
const REPETITION = 0.1;

/** The piece of a block's text where most of the question stands together. */
export const makeSnippet = (
  text: string,
  record: BlockRecord,
  worths: ReadonlyMap<number, TermWorth>,
): Snippet => {
  const matches = findMatches(record, worths);
  const best = bestWindow(matches);
  const first = best[0]?.start ?? 0;
  const last = best.at(-1)?.end ?? 0;
  const start = startOfSnippet(text, Math.max(0, Math.min(first - LEAD, text.length - MAX_LENGTH)), first);
  const end = endOfSnippet(text, Math.min(text.length, start + MAX_LENGTH), last);
  const inside = matches.filter((match) => match.start >= start && match.end <= end);
  return { text: text.slice(start, end), highlights: mergeSpans(inside, start) };
};

const findMatches = (record: BlockRecord, worths: ReadonlyMap<number, TermWorth>): Match[] => {
  const matches: Match[] = [];
  for (let at = 0; at < record.placed; at++) {
    const worth = worths.get(record.terms[at] ?? 0);
    if (worth) matches.push({ ...worth, start: record.starts[at] ?? 0, end: record.ends[at] ?? 0 });
  }
  return matches.sort((a, b) => a.start - b.start);
};

/** The run of matches that fits and is worth most. */
const bestWindow = (matches: readonly Match[]): Match[] => {
  let best: Match[] = [];
  let bestWorth = -1;
  for (const [index, first] of matches.entries()) {
    const window: Match[] = [];
    for (let at = index; at < matches.length; at++) {
      const match = matches[at];
      if (!match || match.end - first.start > MAX_LENGTH - LEAD) break;
      window.push(match);
    }
    const worth = worthOfWindow(window);
    if (worth > bestWorth) [best, bestWorth] = [window, worth];
  }
  return best;
};

const worthOfWindow = (window: readonly Match[]): number => {
  const best = new Map<number, number>();
  let repeated = 0;
  for (const { clause, worth } of window) {
    const before = best.get(clause) ?? 0;
    repeated += Math.min(before, worth) * REPETITION;
    best.set(clause, Math.max(before, worth));
  }
  return [...best.values()].reduce((sum, worth) => sum + worth, repeated);
};

/** The first boundary of words from `at` on, no further than `limit`. */
const startOfSnippet = (text: string, at: number, limit: number): number => {
  if (at === 0) return 0;
  const space = text.slice(at, limit).search(/\s/);
  if (space >= 0) return at + space + 1;
  return isInsidePair(text, at) ? at + 1 : at;
};

/** The last boundary of words before `at`, no nearer than `limit`. */
const endOfSnippet = (text: string, at: number, limit: number): number => {
  if (at === text.length) return at;
  const space = text.slice(limit, at + 1).search(/\s\S*$/);
  if (space >= 0) return limit + space;
  return isInsidePair(text, at) ? at - 1 : at;
};

const isInsidePair = (text: string, at: number): boolean => /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1));

const mergeSpans = (matches: readonly Match[], offset: number): [number, number][] => {
  const spans: [number, number][] = [];
  for (const { start, end } of matches) {
    const last = spans.at(-1);
    if (last && start - offset < last[1]) last[1] = Math.max(last[1], end - offset);
    else spans.push([start - offset, end - offset]);
  }
  return spans;
};
