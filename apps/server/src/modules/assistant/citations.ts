import type { Citation } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { BlockSearch, PresentedBlock } from '#modules/documents';
import type { Actor } from '#platform/http/route.ts';
import { quoteFor } from './quote.ts';
import type { ScopedDocument } from './tools.ts';

export type PresentedCitation = z.input<typeof Citation>;

const marker =
  /\[(?:D(\d{1,4}):)?([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/g;

export interface CitationContext {
  blocks: BlockSearch;
  actor: Actor;
  scope: readonly ScopedDocument[];
}

/** The evidence of an answer: each `[code]` in it that is a block of its documents, in order of appearance. */
export async function findCitations(content: string, context: CitationContext): Promise<PresentedCitation[]> {
  const marks = [...content.matchAll(marker)].slice(0, 500);
  if (marks.length === 0) return [];
  const { blocks, actor, scope } = context;
  const codes = [...new Set(marks.map((match) => match[2] ?? ''))];
  const cited = await blocks.readBlocks(
    actor,
    scope.map(({ id }) => id),
    codes,
  );
  const citations: PresentedCitation[] = [];
  for (const match of marks) {
    const block = pick(cited, match[2] ?? '', scope.find(({ number }) => number === Number(match[1]))?.id);
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
      quote: quoteFor(content.slice(0, match.index), block.text),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return citations;
}

function pick(blocks: readonly PresentedBlock[], code: string, documentId: string | undefined) {
  return blocks.find(
    (block) => block.block_id === code && (documentId === undefined || block.document_id === documentId),
  );
}
