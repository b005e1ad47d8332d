import { type BlockRecord, termOfEntry } from './block-record.ts';
import type { WeighedFeature } from './scoring.ts';

/** Terms of the question that stand this far apart still support each other. */
const WINDOW = 10;
const SATURATION = 5;
const WEIGHT = 0.4;

/** The clauses of the question, fillers left out. */
export interface Clauses {
  /** By term: the clause it belongs to, plus one; 0 for all other terms. */
  clauseOf: Uint16Array;
  /** By clause, plus one: how rare it is. */
  rarityOf: number[];
}

/** `terms` is the size of the vocabulary. */
export const clausesOf = (features: readonly WeighedFeature[], terms: number): Clauses => {
  const clauseOf = new Uint16Array(terms);
  const rarityOf: number[] = [];
  for (const { terms, clause, rarity, role } of features) {
    if (role === 'filler') continue;
    for (const term of terms) clauseOf[term] ||= clause + 1;
    rarityOf[clause + 1] = Math.max(rarityOf[clause + 1] ?? 0, rarity);
  }
  return { clauseOf, rarityOf };
};

/**
 * What a block earns where different terms of the question stand close together, after Büttcher, Clarke and Lushman, «Term proximity
 * scoring for ad-hoc retrieval on very large text collections» (SIGIR 2006).
 */
export const proximityScore = (record: BlockRecord, { clauseOf, rarityOf }: Clauses): number => {
  const support: number[] = [];
  let last = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < record.textLength; at++) {
    const clause = clauseOf[termOfEntry(record.entries[at] ?? 0)] ?? 0;
    if (clause === 0) continue;
    const distance = at - lastAt;
    if (clause !== last && distance <= WINDOW) {
      support[clause] = (support[clause] ?? 0) + (rarityOf[last] ?? 0) / distance;
      support[last] = (support[last] ?? 0) + (rarityOf[clause] ?? 0) / distance;
    }
    last = clause;
    lastAt = at;
  }
  let score = 0;
  for (const [clause, amount = 0] of support.entries())
    score += ((rarityOf[clause] ?? 0) * amount) / (amount + SATURATION);
  return WEIGHT * score;
};
