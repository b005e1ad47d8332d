import { z } from 'zod';

const place = {
  block_id: z.string(),
  document_id: z.string().nullish(),
  /** Number of the document in the chat, for `[D2:CODE]`. */
  document_number: z.int().nullish(),
  page: z.int().nullish(),
  sheet: z.string().nullish(),
  sheet_title: z.string().nullish(),
  kind: z.enum(['text', 'image', 'table']).nullish().catch(null),
};
const searchSchema = z.object({
  results: z.array(z.object({ ...place, match: z.string().nullish(), snippet: z.string().nullish() })),
});
/** A block that the run has read already comes without its text. */
const readSchema = z.object({ blocks: z.array(z.object({ ...place, text: z.string().nullish() })) });

/** One hit of the tool `search_blocks`. */
export type FoundBlock = z.infer<typeof searchSchema>['results'][number];
/** One block as the tool `read_blocks` gives it. */
export type ReadBlock = z.infer<typeof readSchema>['blocks'][number];

/** @returns `null` when the output is not what `search_blocks` answers. */
export function parseFound(output: string): FoundBlock[] | null {
  return searchSchema.safeParse(parseJson(output)).data?.results ?? null;
}

/** @returns `null` when the output is not what `read_blocks` answers. */
export function parseRead(output: string): ReadBlock[] | null {
  return readSchema.safeParse(parseJson(output)).data?.blocks ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** «стр. 17, лист 12»; the page is the PDF's, from 1, and is not the sheet. */
export function placeName({ page, sheet }: Pick<FoundBlock, 'page' | 'sheet'>): string {
  return [page ? `стр.\u00a0${page}` : '', sheet ? `лист\u00a0${sheet}` : ''].filter(Boolean).join(', ');
}

/** Names blocks in text: `[CODE]`, and `[D2:CODE]` once the hits come from several documents. */
export function createCitations(
  found: readonly FoundBlock[],
): (code: string, documentId?: string | null) => string {
  const numbers = new Set(found.map(({ document_number }) => document_number));
  return (code, documentId) => {
    const hit = found.find(
      ({ block_id, document_id }) => block_id === code && (!documentId || document_id === documentId),
    );
    return numbers.size > 1 && hit?.document_number ? `[D${hit.document_number}:${code}]` : `[${code}]`;
  };
}
