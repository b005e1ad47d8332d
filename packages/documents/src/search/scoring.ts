import { type BlockTable, EMPTY_SLOT } from './block-table.ts';
import type { Clause, ClauseRole, Tier } from './parse-query.ts';
import { countInHeading, countInText, slotOfPosting } from './postings.ts';

/** Saturation of repeated terms and the share of the length normalisation, as in Okapi BM25. */
const K1 = 1;
const B = 0.75;
/** A mark in a long specification is as good as one in a short note. */
const B_OF_MARKS = 0.25;
/** One occurrence in the heading counts as so many in a text of mean length. */
const HEADING_WEIGHT = 3;

/** A clause with the inverse document frequency of each of its tiers. */
export interface WeighedClause extends Clause {
  tiers: (Tier & { rarity: number })[];
}

/** What the postings say of every slot. */
export interface Scores {
  /** By slot. */
  scores: Float64Array;
  /** By slot: bits of the roles that found the block, see {@link roleBit}. */
  found: Uint8Array;
  clauses: WeighedClause[];
}

const ROLE_BITS: Readonly<Record<ClauseRole, number>> = { filler: 0, text: 1, mark_ocr: 2, mark: 4 };

export const roleBit = (role: ClauseRole): number => ROLE_BITS[role];

/** BM25 over two fields, a clause at a time. */
export const scoreBlocks = (clauses: readonly Clause[], table: BlockTable): Scores => {
  const tally = createTally(table);
  const { scores, counts, found, slots } = tally;
  const weighed = clauses.map((clause) => {
    slots.length = 0;
    const tiers = clause.tiers.map((tier) => {
      for (const term of tier.terms) countTerm(term, clause.role, tally);
      const rarity = Math.log(1 + (table.live - slots.length + 0.5) / (slots.length + 0.5));
      addScores(tier.weight * rarity * (K1 + 1), tally);
      return { ...tier, rarity };
    });
    for (const slot of slots) counts[slot] = 0;
    return { ...clause, tiers };
  });
  return { scores, found, clauses: weighed };
};

interface Tally {
  table: BlockTable;
  scores: Float64Array;
  found: Uint8Array;
  /** By slot: occurrences of the clause's terms, normalised by length. */
  counts: Float64Array;
  /** Slots of the live blocks that have any of them. */
  slots: number[];
  /** Room for the postings of one term. */
  postings: Uint32Array;
}

const createTally = (table: BlockTable): Tally => ({
  table,
  scores: new Float64Array(table.slots),
  found: new Uint8Array(table.slots),
  counts: new Float64Array(table.slots),
  slots: [],
  postings: new Uint32Array(table.slots),
});

const countTerm = (
  term: number,
  role: ClauseRole,
  { table, postings, slots, counts, found }: Tally,
): void => {
  const length = table.postings.read(term, postings);
  const lengths = table.relativeLengths();
  const b = role === 'mark' || role === 'mark_ocr' ? B_OF_MARKS : B;
  const bitOfText = roleBit(role);
  const bitOfHeading = role === 'filler' ? 0 : roleBit('text');
  for (let at = 0; at < length; at++) {
    const posting = postings[at] ?? 0;
    const slot = slotOfPosting(posting);
    const relativeLength = lengths[slot] ?? EMPTY_SLOT;
    if (relativeLength === EMPTY_SLOT) continue;
    const before = counts[slot] ?? 0;
    if (before === 0) slots.push(slot);
    const inText = countInText(posting);
    const heading = HEADING_WEIGHT * countInHeading(posting);
    counts[slot] = before + inText / (1 - b + b * relativeLength) + heading;
    found[slot] = (found[slot] ?? 0) | (inText > 0 ? bitOfText : bitOfHeading);
  }
};

const addScores = (factor: number, { slots, counts, scores }: Tally): void => {
  for (const slot of slots) {
    const count = counts[slot] ?? 0;
    scores[slot] = (scores[slot] ?? 0) + (factor * count) / (K1 + count);
  }
};
