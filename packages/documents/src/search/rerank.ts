import type { BlockTable } from './block-table.ts';
import type { IndexedDocument } from './indexed-document.ts';
import { emptyRecord } from './packed-record.ts';
import { type ClausesByTerm, clausesByTerm, proximityScore } from './proximity.ts';
import type { WeighedClause } from './weigh-clauses.ts';

/** What of the question stands not in a block but beside it counts this much of what it would count inside. */
const BEFORE = 0.1;
const BEHIND = 0.05;
const TWIN = 0.2;

/** Adds to the scores of slots what stands close together in each and what stands around it. @returns them in their new order */
export const rerank = (
  slots: readonly number[],
  scores: Float64Array,
  clauses: readonly WeighedClause[],
  table: BlockTable,
): number[] => {
  const asked = clausesByTerm(clauses, table.vocabulary.size);
  const record = emptyRecord();
  for (const slot of slots) {
    const document = table.documentAt(slot);
    const at = slot - document.base;
    document.record(at, record);
    const close = proximityScore(record, asked);
    const around = contextScore(document, at, asked);
    scores[slot] = (scores[slot] ?? 0) + close + around;
  }
  return slots.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
};

/** What a block earns with its neighbours on the page, in the order of reading, and with its twin; each clause once, where it counts most. */
const contextScore = (document: IndexedDocument, at: number, asked: ClausesByTerm): number => {
  const here = clausesOf(document, at, asked);
  const lent = new Map<number, number>();
  const { page } = document.blocks[at] ?? {};
  const borrow = (from: number | undefined, share: number): void => {
    if (from === undefined || document.blocks[from]?.page !== page) return;
    for (const clause of clausesOf(document, from, asked))
      if (!here.has(clause)) lent.set(clause, Math.max(lent.get(clause) ?? 0, share));
  };
  borrow(at - 1, BEFORE);
  borrow(at + 1, BEHIND);
  borrow(document.twin(at), TWIN);
  let score = 0;
  for (const [clause, share] of lent) score += share * (asked.rarityOf[clause] ?? 0);
  return score;
};

const spare = emptyRecord();

const clausesOf = (document: IndexedDocument, at: number, { clauseOf }: ClausesByTerm): Set<number> => {
  const { terms } = document.record(at, spare);
  const clauses = new Set<number>();
  for (let place = 0; place < terms.length; place++) {
    const clause = clauseOf[terms[place] ?? 0] ?? 0;
    if (clause !== 0) clauses.add(clause);
  }
  return clauses;
};
