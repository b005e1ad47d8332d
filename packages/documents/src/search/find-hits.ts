import type { MatchKind, SearchHit, SearchQuery } from '../search-types.ts';
import { keepBest } from './best-slots.ts';
import type { BlockTable } from './block-table.ts';
import { fuseRankings } from './fuse.ts';
import type { BlockFacts } from './packed-document.ts';
import { emptyRecord } from './packed-record.ts';
import { parseQuery } from './parse-query.ts';
import { rerank } from './rerank.ts';
import { scopeOf } from './scope.ts';
import { roleBit, scoreBlocks } from './scoring.ts';
import { makeSnippet, type TermWorth } from './snippet.ts';
import type { Synonyms } from './synonyms.ts';
import { type WeighedClause, weighClauses } from './weigh-clauses.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
/** So many of the best blocks are ranked again by what stands close together and around them. */
const RERANKED = 100;

/** The page of hits that a query asks for, best first. */
export const findHits = (query: SearchQuery, table: BlockTable, synonyms: Synonyms): SearchHit[] => {
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
  const offset = Math.max(query.offset ?? 0, 0);
  const count = Math.max(RERANKED, offset + limit);
  const clauses = weighClauses(parseQuery(query.text, table.vocabulary, synonyms), table);
  const scope = scopeOf(query, table);
  const { scores, found, slots } = scoreBlocks(clauses, table, { scope, count });
  const best = keepBest(slots, scores, count);
  const own = [...rerank(best.slice(0, RERANKED), scores, clauses, table), ...best.slice(RERANKED)];
  const near = slotsOf(query.alsoNear ?? [], table).filter((slot) => scope.inside[slot] === 1);
  const ranked = near.length === 0 ? own : fuseRankings([own, near]);
  const worths = worthOfTerms(clauses);
  return ranked.slice(offset, offset + limit).map((slot) => {
    const document = table.documentAt(slot);
    const at = slot - document.base;
    const { code, page, sheet, kind } = document.blocks[at] as BlockFacts;
    const { text, highlights } = makeSnippet(document.text(at), document.record(at, emptyRecord()), worths);
    return {
      documentId: document.id,
      version: document.version,
      ...{ code, page, sheet, kind },
      score: scores[slot] ?? 0,
      match: matchKind(found[slot] ?? 0),
      snippet: text,
      highlights,
    };
  });
};

const slotsOf = (refs: NonNullable<SearchQuery['alsoNear']>, table: BlockTable): number[] =>
  refs.flatMap(({ documentId, code }) => {
    const document = table.documents.get(documentId);
    const at = document?.blocks.findIndex((block) => block.code === code) ?? -1;
    return document === undefined || at < 0 ? [] : [document.base + at];
  });

/** What to show in a snippet: the terms of the question by number, fillers left out. */
const worthOfTerms = (clauses: readonly WeighedClause[]): Map<number, TermWorth> => {
  const worths = new Map<number, TermWorth>();
  for (const [clause, { tiers, role }] of clauses.entries()) {
    if (role === 'filler') continue;
    // A term of a tier counts in every further tier, too.
    let worth = 0;
    for (const { terms, phrases = [], rarity, weight } of tiers.toReversed()) {
      worth += weight * rarity;
      for (const term of [...terms, ...phrases.flat(2)])
        if (worth > (worths.get(term)?.worth ?? 0)) worths.set(term, { clause, worth });
    }
  }
  return worths;
};

const matchKind = (found: number): MatchKind => {
  if (found & roleBit('mark')) return 'mark';
  return found & roleBit('mark_ocr') ? 'mark_ocr' : 'text';
};
