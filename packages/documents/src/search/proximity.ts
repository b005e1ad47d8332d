import { type BlockRecord, termOfEntry } from './block-record.ts';
import type { WeighedFeature } from './scoring.ts';

/** Terms of the question that stand this far apart still support each other. */
const WINDOW = 10;
const SATURATION = 5;
const WEIGHT = 0.4;

/** The clause of each term of the question, fillers left out, and how rare each clause is. */
export interface ClauseTerms {
  clauseOf: Map<number, number>;
  rarityOf: Map<number, number>;
}

export const clauseTerms = (features: readonly WeighedFeature[]): ClauseTerms => {
  const clauseOf = new Map<number, number>();
  const rarityOf = new Map<number, number>();
  for (const { terms, clause, rarity, role } of features) {
    if (role === 'filler') continue;
    for (const term of terms) if (!clauseOf.has(term)) clauseOf.set(term, clause);
    rarityOf.set(clause, Math.max(rarityOf.get(clause) ?? 0, rarity));
  }
  return { clauseOf, rarityOf };
};

/**
 * What a block earns where different terms of the question stand close together, after Büttcher, Clarke and Lushman, «Term proximity
 * scoring for ad-hoc retrieval on very large text collections» (SIGIR 2006).
 */
export const proximityScore = (record: BlockRecord, { clauseOf, rarityOf }: ClauseTerms): number => {
  const support = new Map<number, number>();
  const addSupport = (clause: number, amount: number) =>
    support.set(clause, (support.get(clause) ?? 0) + amount);
  let last = { clause: -1, at: -Infinity };
  for (let at = 0; at < record.textLength; at++) {
    const clause = clauseOf.get(termOfEntry(record.entries[at] ?? 0));
    if (clause === undefined) continue;
    const distance = at - last.at;
    if (clause !== last.clause && distance <= WINDOW) {
      addSupport(clause, (rarityOf.get(last.clause) ?? 0) / distance);
      addSupport(last.clause, (rarityOf.get(clause) ?? 0) / distance);
    }
    last = { clause, at };
  }
  let score = 0;
  for (const [clause, amount] of support)
    score += ((rarityOf.get(clause) ?? 0) * amount) / (amount + SATURATION);
  return WEIGHT * score;
};
