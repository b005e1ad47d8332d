import { scoreWithin } from './best-slots.ts';
import type { BlockTable } from './block-table.ts';
import type { Clause, ClauseRole, Tier } from './parse-query.ts';
import { countInHeading, countInText, slotOfPosting } from './postings.ts';
import type { Scope } from './scope.ts';
import type { SearchRoom } from './scratch.ts';

/** Saturation of repeated terms and the share of the length normalisation, as in Okapi BM25. */
export const K1 = 1;
const B = 0.75;
/** A mark in a long specification is as good as one in a short note. */
const B_OF_MARKS = 0.25;
/** One occurrence in the heading counts as so many in a text of mean length. */
export const HEADING_WEIGHT = 3;

export const lengthShare = (role: ClauseRole): number =>
  role === 'mark' || role === 'mark_ocr' ? B_OF_MARKS : B;

/** A clause with the inverse document frequency of each of its tiers. */
export interface WeighedClause extends Clause {
  tiers: (Tier & { rarity: number })[];
  /** No block earns more with this clause. */
  most: number;
  /** Postings to read. */
  cost: number;
}

/** What the postings say of the blocks that are found. */
export interface Scores {
  /** By slot. */
  scores: Float64Array;
  /** By slot: bits of the roles that found the block, see {@link roleBit}. */
  found: Uint8Array;
  /** The slots among which are the best `count`, and maybe others. */
  slots: Uint32Array;
}

const ROLE_BITS: Readonly<Record<ClauseRole, number>> = { filler: 0, text: 1, mark_ocr: 2, mark: 4 };

export const roleBit = (role: ClauseRole): number => ROLE_BITS[role];

/** The clauses in the order of scoring: those that tell most first, those that find nothing last. */
export const weighClauses = (clauses: readonly Clause[], table: BlockTable): WeighedClause[] =>
  clauses.map((clause) => weigh(clause, table)).sort((a, b) => order(a) - order(b));

const order = ({ role, most }: WeighedClause): number => (role === 'filler' ? 1 / (1 + most) : -most);

/**
 * How rare a tier is follows from the sum over its terms and those of the tiers before: blocks that hold several forms of a word count
 * several times, which is cheaper than a look at each and, as measured, no worse.
 */
const weigh = (clause: Clause, table: BlockTable): WeighedClause => {
  let without = 1;
  let most = 0;
  let cost = 0;
  const tiers = clause.tiers.map((tier) => {
    for (const term of tier.terms) {
      without *= 1 - table.frequency(term) / table.live;
      cost += table.postings.count(term);
    }
    const blocks = table.live * (1 - without);
    const rarity = Math.log(1 + (table.live - blocks + 0.5) / (blocks + 0.5));
    most += tier.weight * rarity * (K1 + 1);
    return { ...tier, rarity };
  });
  return { ...clause, tiers, most, cost };
};

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
  return { scores: tally.scores, found: tally.found, slots: tally.slots.view() };
};

interface Tally extends SearchRoom {
  table: BlockTable;
  /** Narrows as blocks are given up. */
  scope: Scope;
}

const scoreClause = ({ tiers, role }: WeighedClause, tally: Tally): void => {
  const { counts, scores, slots, counted } = tally;
  counted.clear();
  let factor = 0;
  for (const [at, { terms, weight, rarity }] of tiers.entries()) {
    for (const term of terms) countTerm(term, role, tally);
    factor += weight * rarity * (K1 + 1);
    // A tier without terms of its own finds what the one before found: both are added at once.
    if (tiers[at + 1]?.terms.length === 0) continue;
    const met = counted.view();
    for (let at = 0; at < met.length; at++) {
      const slot = met[at] ?? 0;
      const count = counts[slot] ?? 0;
      const before = scores[slot] ?? 0;
      if (before === 0) slots.push(slot);
      scores[slot] = before + (factor * count) / (K1 + count);
    }
    factor = 0;
  }
  for (const slot of counted.view()) counts[slot] = 0;
};

/** Adds to `counted` the slots that the clause had not met before. */
const countTerm = (term: number, role: ClauseRole, tally: Tally): void => {
  const { table, postings, counts, found, counted } = tally;
  const { inside, slots } = tally.scope;
  const length =
    slots !== null && slots.length < table.postings.count(term)
      ? table.postings.readAt(term, slots, postings)
      : table.postings.read(term, postings);
  const { textLengths } = table;
  const b = lengthShare(role);
  const [fixed, byLength] = [1 - b, b / table.meanLength];
  const bitOfText = roleBit(role);
  const bitOfHeading = role === 'filler' ? 0 : roleBit('text');
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

/** Gives up the blocks that the clauses to come cannot bring among the best, and those not met yet. */
const dropHopeless = (tally: Tally, toCome: number, count: number): void => {
  const { slots, scores } = tally;
  const needed = scoreWithin(slots.view(), scores, count);
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
