import type { BlockTable } from './block-table.ts';
import type { Feature, FeatureRole } from './parse-query.ts';

/** Saturation of repeated terms and the share of the length normalisation, as in Okapi BM25. */
const K1 = 0.9;
const B = 0.75;
/** A mark in a long specification is as good as one in a short note. */
const B_OF_MARKS = 0.25;
/** One occurrence in the heading counts as so many in a text of mean length. */
const HEADING_WEIGHT = 2;

/** A feature with its inverse document frequency. */
export interface WeighedFeature extends Feature {
  rarity: number;
}

/** What the postings say of every slot. */
export interface Scores {
  /** By slot. */
  scores: Float64Array;
  /** By slot: bits of the roles that found the block, see {@link roleBit}. */
  found: Uint8Array;
  features: WeighedFeature[];
}

const ROLE_BITS: Readonly<Record<FeatureRole, number>> = { filler: 0, text: 1, mark_ocr: 2, mark: 4 };

export const roleBit = (role: FeatureRole): number => ROLE_BITS[role];

/** BM25 over two fields, a feature at a time. */
export const scoreBlocks = (features: readonly Feature[], table: BlockTable): Scores => {
  const scores = new Float64Array(table.slots);
  const found = new Uint8Array(table.slots);
  const counts = new Float64Array(table.slots);
  const weighed = features.map((feature) => {
    const slots = countFeature(feature, table, { counts, found });
    const rarity = Math.log(1 + (table.live - slots.length + 0.5) / (slots.length + 0.5));
    for (const slot of slots) {
      const count = counts[slot] ?? 0;
      scores[slot] = (scores[slot] ?? 0) + (feature.weight * rarity * count * (K1 + 1)) / (K1 + count);
      counts[slot] = 0;
    }
    return { ...feature, rarity };
  });
  return { scores, found, features: weighed };
};

interface Tally {
  /** Occurrences of the feature, normalised. */
  counts: Float64Array;
  found: Uint8Array;
}

/** Adds up the feature's occurrences; returns the slots of the live blocks that have any. */
const countFeature = ({ terms, role }: Feature, table: BlockTable, { counts, found }: Tally): number[] => {
  const slots: number[] = [];
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
  return slots;
};
