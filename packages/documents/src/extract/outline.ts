import { segmentsOf } from './segments.ts';
import { DEFAULT_LENGTH, type ExtractBlock, type ExtractOptions, type Quote } from './types.ts';

const SHORTEST = 60;
const PER_BLOCK = 2;

/** The first sentences of the best blocks, for a question that asks for no fact. */
export function outline(blocks: readonly ExtractBlock[], options: ExtractOptions): Quote[] {
  const maxLength = options.maxLength ?? DEFAULT_LENGTH;
  const quotes: Quote[] = [];
  let length = 0;
  for (const block of blocks) {
    const sentences = segmentsOf(block).filter(
      ({ kind, own }) => (kind === 'text' || kind === 'flat') && own.length >= SHORTEST,
    );
    for (const { start, end, title } of sentences.slice(0, PER_BLOCK)) {
      if (length + end - start > maxLength) return quotes;
      length += end - start;
      quotes.push({
        ...(block.documentId === undefined ? {} : { documentId: block.documentId }),
        code: block.code,
        page: block.page,
        sheet: block.sheet,
        text: block.text.slice(start, end),
        start,
        end,
        ...(title === null ? {} : { title }),
        match: 'text',
        score: block.score ?? 0,
      });
    }
  }
  return quotes;
}
