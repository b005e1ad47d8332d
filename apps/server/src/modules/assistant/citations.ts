import type { Citation } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { BlockSearch, PresentedBlock } from '#modules/documents';
import type { Actor } from '#platform/http/route.ts';
import { citationMarker, quoteFor, readQuotable } from './quote.ts';
import type { ScopedDocument } from './tools.ts';

export type PresentedCitation = z.input<typeof Citation>;

export interface CitationContext {
  blocks: BlockSearch;
  actor: Actor;
  scope: readonly ScopedDocument[];
}

/** The evidence of an answer: each `[code]` in it that is a block of its documents, in order of appearance. */
export async function findCitations(content: string, context: CitationContext): Promise<PresentedCitation[]> {
  const marks = [...content.matchAll(citationMarker)].slice(0, 500);
  if (marks.length === 0) return [];
  const { blocks, actor, scope } = context;
  const codes = [...new Set(marks.map((match) => match[2] ?? ''))];
  const cited = await blocks.readBlocks(
    actor,
    scope.map(({ id }) => id),
    codes,
  );
  const sources = cited.map((block) => ({ ...block, quotable: readQuotable(block.text) }));
  const citations: PresentedCitation[] = [];
  for (const match of marks) {
    const block = pick(sources, match[2] ?? '', scope.find(({ number }) => number === Number(match[1]))?.id);
    if (block === undefined) continue;
    citations.push({
      n: citations.length + 1,
      document_id: block.document_id,
      document_title: block.document_title,
      version: block.version,
      page: block.page,
      sheet: block.sheet,
      block_id: block.block_id,
      bbox: block.bbox,
      quote: quoteFor(content.slice(0, match.index), block.quotable),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return citations;
}

function pick<Block extends PresentedBlock>(
  blocks: readonly Block[],
  code: string,
  documentId: string | undefined,
): Block | undefined {
  return blocks.find(
    (block) => block.block_id === code && (documentId === undefined || block.document_id === documentId),
  );
}
