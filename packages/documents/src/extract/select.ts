import { isSame } from './sameness.ts';
import type { Scored } from './score.ts';
import { DEFAULT_LENGTH, type ExtractOptions } from './types.ts';

/** What is already covered by a chosen quote counts this much less for the next one. */
const REPEATED_SHARE = 0.55;
/** Segments below this share of the best one are not worth the reader's time. */
const WORTH_READING = 0.5;
/** The same, of what a segment adds to the quotes before it. */
const WORTH_ADDING = 0.3;
/** Rows of one table this close to a chosen one say the same sort of thing. */
const SIBLING_SHARE = 0.97;
const MAX_SIBLINGS = 12;
/** Share of the whole length that rows beside chosen ones may fill up. */
const SIBLINGS_LENGTH = 0.7;
const DEFAULT_QUOTES = 6;

/** `compares`: the same said in another block is news. */
interface SelectOptions extends ExtractOptions {
  compares: boolean;
}

/** What one quote is made of: neighbours in a table, at least one. */
export type Run = [Scored, ...Scored[]];

/** Chooses segments that together say most, neighbours in a table joined; the best first. */
export function selectQuotes(scored: readonly Scored[], options: SelectOptions): Run[] {
  const choice = createChoice(options);
  const best = scored.reduce((most, one) => Math.max(most, one.score), 0);
  const rest = new Set(scored.filter((one) => one.score >= best * WORTH_READING && one.score > 0));
  for (;;) {
    const next = pickBest(rest, choice, best * WORTH_ADDING);
    if (next === null || choice.isFull()) break;
    rest.delete(next);
    if (!choice.take(next)) continue;
    for (const sibling of siblingsOf(next, rest)) if (choice.takeSibling(sibling)) rest.delete(sibling);
  }
  complete(choice, scored);
  return joinNeighbours(choice.chosen);
}

interface Choice {
  readonly chosen: Scored[];
  isFull(): boolean;
  /** How many quotes already say a thing that `one` says. */
  covered(term: string, one: Scored): number;
  /** `false` when it does not fit or repeats what is chosen. */
  take(one: Scored): boolean;
  /** The same for a row beside a chosen one: it leaves room for other places and makes nothing stale. */
  takeSibling(one: Scored): boolean;
}

function createChoice(options: SelectOptions): Choice {
  const maxLength = options.maxLength ?? DEFAULT_LENGTH;
  const maxQuotes = options.maxQuotes ?? DEFAULT_QUOTES;
  const chosen: Scored[] = [];
  const covered = new Map<string, number>();
  let length = 0;
  const place = (term: string, one: Scored) =>
    options.compares ? `${one.segment.block.code} ${term}` : term;
  const repeats = (one: Scored, other: Scored) =>
    !(options.compares && one.segment.block !== other.segment.block) && isSame(one, other);
  const add = (one: Scored, limit: number): boolean => {
    const cost = one.segment.end - one.segment.start;
    if (chosen.length > 0 && length + cost > limit) return false;
    if (chosen.some((other) => overlaps(one, other) || repeats(one, other))) return false;
    chosen.push(one);
    length += cost;
    return true;
  };
  return {
    chosen,
    isFull: () => joinNeighbours(chosen).length >= maxQuotes,
    covered: (term, one) => covered.get(place(term, one)) ?? 0,
    take(one) {
      if (!add(one, maxLength)) return false;
      for (const term of one.gains.keys()) {
        covered.set(place(term, one), (covered.get(place(term, one)) ?? 0) + 1);
      }
      return true;
    },
    takeSibling: (one) => add(one, maxLength * SIBLINGS_LENGTH),
  };
}

/** Rows beside a chosen one that answer as well (every row of a list of doors), and other sections under the same mark. */
function siblingsOf(one: Scored, rest: ReadonlySet<Scored>): Scored[] {
  const { table, kind, section } = one.segment;
  const isSibling = (other: Scored): boolean => {
    if (other.segment.table !== table || other.segment.kind !== kind) return false;
    if (kind === 'group') return one.match !== 'text' && other.match === one.match;
    if (kind !== 'row' || other.score < one.score * SIBLING_SHARE) return false;
    return other.segment.section.join('\n') === section.join('\n');
  };
  return [...rest].filter(isSibling).slice(0, MAX_SIBLINGS);
}

/** A quoted block may hold, in another place, what no quote says yet. */
function complete(choice: Choice, scored: readonly Scored[]) {
  const blocks = new Set(choice.chosen.map(({ segment }) => segment.block));
  const near = scored.filter(({ segment }) => blocks.has(segment.block) && segment.kind !== 'label');
  const asked = new Set(near.flatMap(({ gains }) => [...gains.keys()]));
  for (const term of asked) {
    if (choice.isFull()) return;
    if (choice.chosen.some(({ gains }) => gains.has(term))) continue;
    const saying = near.filter(({ gains }) => gains.has(term));
    saying.sort((one, other) => other.score - one.score).some((one) => choice.take(one));
  }
}

function pickBest(rest: ReadonlySet<Scored>, choice: Choice, least: number): Scored | null {
  let best: Scored | null = null;
  let most = least;
  for (const one of rest) {
    let full = 0;
    let fresh = 0;
    for (const [term, gain] of one.gains) {
      full += gain;
      fresh += gain * REPEATED_SHARE ** choice.covered(term, one);
    }
    const worth = full === 0 ? 0 : (one.score * fresh) / full;
    if (worth > most) [best, most] = [one, worth];
  }
  return best;
}

function overlaps({ segment: one }: Scored, { segment: other }: Scored): boolean {
  return one.block === other.block && one.start < other.end && other.start < one.end;
}

/** Rows of one table with nothing but a line end between them are one quote; the order of the first ones stays. */
export function joinNeighbours(chosen: readonly Scored[]): Run[] {
  const rank = new Map(chosen.map((one, at) => [one, at]));
  const inOrder = [...chosen].sort((one, other) => one.segment.start - other.segment.start);
  const runs: Run[] = [];
  for (const one of inOrder) {
    const run = runs.find((other) => follows(other.at(-1), one));
    if (run === undefined) runs.push([one]);
    else run.push(one);
  }
  const first = (run: readonly Scored[]) => Math.min(...run.map((one) => rank.get(one) ?? 0));
  return runs.sort((one, other) => first(one) - first(other));
}

function follows(before: Scored | undefined, { segment }: Scored): boolean {
  if (before === undefined || before.segment.table === null) return false;
  const { block, table, section, end } = before.segment;
  if (segment.block !== block || segment.table !== table) return false;
  return section.join('\n') === segment.section.join('\n') && segment.start - end <= 1;
}
