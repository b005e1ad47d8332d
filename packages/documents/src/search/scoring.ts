import type { BlockTable } from './block-table.ts';
import type { Clause, ClauseRole, Tier } from './parse-query.ts';

/** Saturation of repeated terms and the share of the length normalisation, as in Okapi BM25. */
const K1 = 0.9;
const B = 0.75;
/** A mark in a long specification is as good as one in a short note. */
const B_OF_MARKS = 0.25;
/** One occurrence in the heading counts as so many in a text of mean length. */
const HEADING_WEIGHT = 2;

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
  const scores = new Float64Array(table.slots);
  const found = new Uint8Array(table.slots);
  const counts = new Float64Array(table.slots);
  const weighed = clauses.map((clause) => {
    const slots: number[] = [];
    const tiers = clause.tiers.map((tier) => {
      countTier(tier, clause.role, { table, slots, counts, found });
      const rarity = Math.log(1 + (table.live - slots.length + 0.5) / (slots.length + 0.5));
      const factor = tier.weight * rarity * (K1 + 1);
      for (const slot of slots) {
        const count = counts[slot] ?? 0;
        scores[slot] = (scores[slot] ?? 0) + (factor * count) / (K1 + count);
      }
      return { ...tier, rarity };
    });
    for (const slot of slots) counts[slot] = 0;
    return { ...clause, tiers };
  });
  return { scores, found, clauses: weighed };
};

interface Tally {
  table: BlockTable;
  /** Slots of the live blocks that have any term of the clause so far. */
  slots: number[];
  /** By slot: occurrences of the clause's terms, normalised by length. */
  counts: Float64Array;
  found: Uint8Array;
}

const countTier = ({ terms }: Tier, role: ClauseRole, { table, slots, counts, found }: Tally): void => {
  const { averageLength } = table;
  const b = role === 'mark' || role === 'mark_ocr' ? B_OF_MARKS : B;
  const bitOfText = roleBit(role);
  const bitOfHeading = role === 'filler' ? 0 : roleBit('text');
  for (const term of terms) {
    table.postings.visit(term, (slot, inText, inHeading) => {
      if (table.blockAt(slot) === null) return;
      const before = counts[slot] ?? 0;
      if (before === 0) slots.push(slot);
      const length = table.textLengthAt(slot) / averageLength;
      counts[slot] = before + inText / (1 - b + b * length) + HEADING_WEIGHT * inHeading;
      found[slot] = (found[slot] ?? 0) | (inText > 0 ? bitOfText : bitOfHeading);
    });
  }
};
