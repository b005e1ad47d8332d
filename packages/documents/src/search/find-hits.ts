import type { IndexedBlock, MatchKind, SearchHit, SearchQuery } from '../search-types.ts';
import type { BlockTable } from './block-table.ts';
import { parseQuery } from './parse-query.ts';
import { type ClausesByTerm, clausesByTerm, proximityScore } from './proximity.ts';
import { roleBit, type Scores, scoreBlocks, type WeighedClause } from './scoring.ts';
import { makeSnippet, type Snippet, type TermWorth } from './snippet.ts';
import type { Vocabulary } from './vocabulary.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
/** So many of the best blocks are ranked again by how close together the terms stand. */
const RERANKED = 100;

/** The page of hits that a query asks for, best first. */
export const findHits = (query: SearchQuery, table: BlockTable, vocabulary: Vocabulary): SearchHit[] => {
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
  const offset = Math.max(query.offset ?? 0, 0);
  const scored = scoreBlocks(parseQuery(query.text, vocabulary), table);
  const candidates = findCandidates(scored, acceptBy(query), table);
  const best = keepBest(candidates, scored.scores, Math.max(RERANKED, offset + limit));
  rerank(best, scored.scores, clausesByTerm(scored.clauses, vocabulary.size), table);
  const worths = worthOfTerms(scored.clauses);
  return best.slice(offset, offset + limit).flatMap((slot) => {
    const block = table.blockAt(slot);
    if (!block) return [];
    const snippet = makeSnippet(block.text, table.recordAt(slot), worths);
    const match = matchKind(scored.found[slot] ?? 0);
    return [toHit(block, { score: scored.scores[slot] ?? 0, match }, snippet)];
  });
};

const acceptBy = (query: SearchQuery): ((block: IndexedBlock) => boolean) => {
  const documents = query.documentIds && new Set(query.documentIds);
  return (block) =>
    (documents === undefined || documents.has(block.documentId)) &&
    (query.page === undefined || block.page === query.page) &&
    (query.sheet === undefined || block.sheet === query.sheet) &&
    (query.kind === undefined || block.kind === query.kind);
};

const findCandidates = (
  { found }: Scores,
  accept: (block: IndexedBlock) => boolean,
  table: BlockTable,
): number[] => {
  const slots: number[] = [];
  for (let slot = 0; slot < found.length; slot++) {
    if (found[slot] === 0) continue;
    const block = table.blockAt(slot);
    if (block && accept(block)) slots.push(slot);
  }
  return slots;
};

/** The best `count` slots, in order; slots of equal score keep the order of the documents. */
const keepBest = (slots: readonly number[], scores: Float64Array, count: number): number[] => {
  const byScore = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
  let best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const slot of slots) {
    const score = scores[slot] ?? 0;
    if (score <= least) continue;
    best.push(slot);
    if (best.length < 2 * count) continue;
    best = best.sort(byScore).slice(0, count);
    least = scores[best.at(-1) ?? 0] ?? 0;
  }
  return best.sort(byScore).slice(0, count);
};

const rerank = (best: number[], scores: Float64Array, clauses: ClausesByTerm, table: BlockTable): void => {
  const head = best.slice(0, RERANKED);
  for (const slot of head) scores[slot] = (scores[slot] ?? 0) + proximityScore(table.recordAt(slot), clauses);
  head.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  best.splice(0, head.length, ...head);
};

/** What to show in a snippet: the terms of the question by number, fillers left out. */
const worthOfTerms = (clauses: readonly WeighedClause[]): Map<number, TermWorth> => {
  const worths = new Map<number, TermWorth>();
  for (const [clause, { tiers, role }] of clauses.entries()) {
    if (role === 'filler') continue;
    // A term of a tier counts in every further tier, too.
    let worth = 0;
    for (const { terms, rarity, weight } of tiers.toReversed()) {
      worth += weight * rarity;
      for (const term of terms)
        if (worth > (worths.get(term)?.worth ?? 0)) worths.set(term, { clause, worth });
    }
  }
  return worths;
};

const toHit = (
  { documentId, version, code, page, sheet, kind }: IndexedBlock,
  { score, match }: Pick<SearchHit, 'score' | 'match'>,
  { text: snippet, highlights }: Snippet,
): SearchHit => ({ documentId, version, code, page, sheet, kind, score, match, snippet, highlights });

const matchKind = (found: number): MatchKind => {
  if (found & roleBit('mark')) return 'mark';
  return found & roleBit('mark_ocr') ? 'mark_ocr' : 'text';
};
