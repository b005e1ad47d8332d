import type { Citation } from '#features/conversation/chat-query.ts';
import type { CitationMark } from '#features/markdown/citation-syntax.ts';

/** The evidence behind a mark in an answer: marks of one block take its citations in their order. */
export function resolveCitation(mark: CitationMark, citations: readonly Citation[]): Citation | null {
  const ofBlock = citations.filter(({ block_id }) => block_id === mark.code);
  return ofBlock[Math.min(mark.occurrence, ofBlock.length - 1)] ?? null;
}

/** One citation a block, in the order of first mention. */
export function uniqueSources(citations: readonly Citation[]): Citation[] {
  const seen = new Map<string, Citation>();
  for (const citation of citations.toSorted((a, b) => a.n - b.n)) {
    const key = `${citation.document_id}:${citation.version}:${citation.block_id}`;
    if (!seen.has(key)) seen.set(key, citation);
  }
  return [...seen.values()];
}
