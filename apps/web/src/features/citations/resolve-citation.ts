import type { Citation } from '#features/conversation/chat-query.ts';
import type { CitationMark } from '#features/markdown/citation-syntax.ts';

/** The evidence behind a mark in an answer: what was cited at that place, else the block's citations in their order. */
export function resolveCitation(mark: CitationMark, citations: readonly Citation[]): Citation | null {
  const here = citations.find(({ start }) => start === mark.start);
  if (here !== undefined) return here;
  const ofBlock = citations.filter(({ block_id }) => block_id === mark.code);
  return ofBlock[Math.min(mark.occurrence, ofBlock.length - 1)] ?? null;
}

/** One citation a block or picture, in the order of first mention. */
export function uniqueSources(citations: readonly Citation[]): Citation[] {
  const seen = new Map<string, Citation>();
  for (const citation of citations.toSorted((a, b) => a.n - b.n)) {
    const key = sourceKey(citation);
    if (!seen.has(key)) seen.set(key, citation);
  }
  return [...seen.values()];
}

/** Tells one source from another. */
export function sourceKey({ document_id, version, block_id, image_id }: Citation): string {
  return `${document_id}:${version}:${image_id ?? block_id}`;
}
