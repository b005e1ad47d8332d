import type { BlockTable } from './block-table.ts';
import { emptyRecord } from './packed-record.ts';
import { clausesByTerm, proximityScore } from './proximity.ts';
import type { WeighedClause } from './scoring.ts';

/** Ranks slots again, in place of nothing but their order and scores: by what of the question stands close together in each. */
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
    document.record(slot - document.base, record);
    scores[slot] = (scores[slot] ?? 0) + proximityScore(record, asked);
  }
  return slots.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
};
