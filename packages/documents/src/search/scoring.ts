import { scoreWithin } from './best-slots.ts';
import type { BlockTable } from './block-table.ts';
import type { ClauseRole, Tier } from './parse-query.ts';
import { type Phrase, slotsOfPhrase } from './phrases.ts';
import { countInHeading, countInText, slotOfPosting } from './postings.ts';
import type { Scope } from './scope.ts';
import type { SearchRoom } from './scratch.ts';
import { K1, type WeighedClause } from './weigh-clauses.ts';

/** The share of the length normalisation, as in Okapi BM25. */
const B = 0.75;
/** A mark in a long specification is as good as one in a short note. */
const B_OF_MARKS = 0.25;
/** One occurrence in the heading counts as so many in a text of mean length. */
export const HEADING_WEIGHT = 3;

export const lengthShare = (role: ClauseRole): number =>
  role === 'mark' || role === 'mark_ocr' ? B_OF_MARKS : B;

/** What the postings say of the blocks that are found. */
export interface Scores {
  /** By slot. */
  scores: Float64Array;
  /** By slot: bits of the roles that found the block, see {@link roleBit}. */
  found: Uint8Array;
  /** The slots found, among which are the best `count`. */
  slots: Uint32Array;
}

const ROLE_BITS: Readonly<Record<ClauseRole, number>> = { filler: 0, text: 1, mark_ocr: 2, mark: 4 };

export const roleBit = (role: ClauseRole): number => ROLE_BITS[role];

/**
 * BM25 over two fields, a clause at a time. Once the clauses that remain cannot lift a block that has none of the earlier ones among the
 * best `count`, only the blocks that still can be are looked at (Turtle and Flood, «Query evaluation: strategies and optimizations», 1995).
 */
export const scoreBlocks = (
  clauses: readonly WeighedClause[],
  table: BlockTable,
  { scope, count }: { scope: Scope; count: number },
): Scores => {
  const tally: Tally = { table, scope, ...table.scratch.take(table.slots) };
  let toCome = clauses.reduce((sum, { most }) => sum + most, 0);
  let costToCome = clauses.reduce((sum, { cost }) => sum + cost, 0);
  let isOpen = true;
  for (const clause of clauses) {
    if (clause.role === 'filler' && isOpen) {
      keepWhere(tally, (slot) => tally.found[slot] !== 0);
      isOpen = false;
    }
    scoreClause(clause, tally);
    toCome -= clause.most;
    costToCome -= clause.cost;
    if (costToCome > tally.slots.length) dropHopeless(tally, toCome, count);
  }
  const { scores, found, slots } = tally;
  return { scores, found, slots: slots.view().filter((slot) => found[slot] !== 0) };
};

interface Tally extends SearchRoom {
  table: BlockTable;
  /** Narrows as blocks are given up. */
  scope: Scope;
}

const scoreClause = ({ tiers, role }: WeighedClause, tally: Tally): void => {
  const { counts, counted } = tally;
  counted.clear();
  let factor = 0;
  for (const [at, { terms, phrases = [], weight, rarity, related = [] }] of tiers.entries()) {
    for (const term of terms) countTerm(term, { role, finds: role !== 'filler' }, tally);
    for (const term of related) countTerm(term, { role, finds: false }, tally);
    for (const phrase of phrases) countPhrase(phrase, tally);
    factor += weight * rarity * (K1 + 1);
    // A tier without terms of its own finds what the one before found: both are added at once.
    if (isEmpty(tiers[at + 1])) continue;
    addScores(factor, tally);
    factor = 0;
  }
  for (const slot of counted.view()) counts[slot] = 0;
};

const addScores = (factor: number, { counts, scores, slots, counted }: Tally): void => {
  const met = counted.view();
  for (let at = 0; at < met.length; at++) {
    const slot = met[at] ?? 0;
    const count = counts[slot] ?? 0;
    const before = scores[slot] ?? 0;
    if (before === 0) slots.push(slot);
    scores[slot] = before + (factor * count) / (K1 + count);
  }
};

const isEmpty = (tier: Tier | undefined): boolean =>
  tier !== undefined &&
  [tier.terms, tier.related ?? [], tier.phrases ?? []].every(({ length }) => length === 0);

/** Adds to `counted` the slots that the clause had not met before. */
const countTerm = (
  term: number,
  { role, finds }: { role: ClauseRole; finds: boolean },
  tally: Tally,
): void => {
  const { table, postings, counts, found, counted } = tally;
  const { inside, slots } = tally.scope;
  const length =
    slots !== null && slots.length < table.postings.count(term)
      ? table.postings.readAt(term, slots, postings)
      : table.postings.read(term, postings);
  const { textLengths } = table;
  const b = lengthShare(role);
  const [fixed, byLength] = [1 - b, b / table.meanLength];
  const bitOfText = finds ? roleBit(role) : 0;
  const bitOfHeading = finds ? roleBit('text') : 0;
  for (let at = 0; at < length; at++) {
    const posting = postings[at] ?? 0;
    const slot = slotOfPosting(posting);
    if (inside[slot] === 0) continue;
    const before = counts[slot] ?? 0;
    if (before === 0) counted.push(slot);
    const inText = countInText(posting);
    const inHeading = countInHeading(posting);
    counts[slot] =
      before + inText / (fixed + byLength * (textLengths[slot] ?? 0)) + HEADING_WEIGHT * inHeading;
    found[slot] = (found[slot] ?? 0) | (inText > 0 ? bitOfText : bitOfHeading);
  }
};

/** A phrase counts once in a block, as a term of its text. */
const countPhrase = (phrase: Phrase, { table, postings, counts, found, counted, scope }: Tally): void => {
  for (const slot of slotsOfPhrase(phrase, table.postings, postings)) {
    if (scope.inside[slot] === 0) continue;
    if (counts[slot] === 0) counted.push(slot);
    const relativeLength = (table.textLengths[slot] ?? 0) / table.meanLength;
    counts[slot] = (counts[slot] ?? 0) + 1 / (1 - B + B * relativeLength);
    found[slot] = (found[slot] ?? 0) | roleBit('text');
  }
};

/** Gives up the blocks that the clauses to come cannot bring among the best, and those not met yet. */
const dropHopeless = (tally: Tally, toCome: number, count: number): void => {
  const { slots, scores, found } = tally;
  const needed = scoreWithin(
    slots.view().filter((slot) => found[slot] !== 0),
    scores,
    count,
  );
  // A hair more, for sums of other blocks were rounded in another way.
  const reach = toCome * (1 + 1e-9) + 1e-9;
  if (needed > reach) keepWhere(tally, (slot) => (scores[slot] ?? 0) + reach >= needed);
};

const keepWhere = (tally: Tally, isKept: (slot: number) => boolean): void => {
  const { slots, scores, found } = tally;
  const inside = new Uint8Array(tally.scope.inside.length);
  const kept = slots.view().filter((slot) => {
    const stays = isKept(slot);
    if (stays) inside[slot] = 1;
    else scores[slot] = found[slot] = 0;
    return stays;
  });
  slots.clear();
  for (const slot of kept) slots.push(slot);
  tally.scope = { inside, slots: kept.sort() };
};
