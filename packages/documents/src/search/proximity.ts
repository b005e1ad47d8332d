import type { BlockRecord } from './block-reader.ts';
import type { WeighedClause } from './weigh-clauses.ts';

/** Terms of the question that stand this far apart still support each other. */
const WINDOW = 10;
const SATURATION = 5;
const WEIGHT = 0.4;

/** The clauses of the question, fillers left out. */
export interface ClausesByTerm {
  /** By term: the clause it belongs to, plus one; 0 for all other terms. */
  clauseOf: Uint16Array;
  /** By clause, plus one: how rare it is. */
  rarityOf: number[];
}

/** `terms` is the size of the vocabulary. */
export const clausesByTerm = (clauses: readonly WeighedClause[], terms: number): ClausesByTerm => {
  const clauseOf = new Uint16Array(terms);
  const rarityOf = [0];
  for (const { tiers, role } of clauses) {
    if (role === 'filler') continue;
    const clause = rarityOf.push(Math.max(...tiers.map(({ rarity }) => rarity))) - 1;
    for (const { terms } of tiers) for (const term of terms) clauseOf[term] ||= clause;
  }
  return { clauseOf, rarityOf };
};

/**
 * What a block earns where different terms of the question stand close together, after Büttcher, Clarke and Lushman, «Term proximity
 * scoring for ad-hoc retrieval on very large text collections» (SIGIR 2006).
 */
export const proximityScore = (record: BlockRecord, { clauseOf, rarityOf }: ClausesByTerm): number => {
  const support: number[] = [];
  let last = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < record.textLength; at++) {
    const clause = clauseOf[record.terms[at] ?? 0] ?? 0;
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
