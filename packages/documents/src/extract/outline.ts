import type { Segment } from './segment.ts';
import { segmentsOf } from './segments.ts';
import { DEFAULT_LENGTH, type ExtractBlock, type ExtractOptions, type Quote } from './types.ts';

const SHORTEST = 60;
const PER_BLOCK = 2;
const DEFAULT_QUOTES = 4;

/** The first sentences of the best blocks, drawings left out where there is prose, for a question that asks for no fact. */
export function outline(blocks: readonly ExtractBlock[], options: ExtractOptions): Quote[] {
  const maxLength = options.maxLength ?? DEFAULT_LENGTH;
  const prose = blocks.filter(({ kind }) => kind === 'text');
  const quotes: Quote[] = [];
  let length = 0;
  for (const segment of (prose.length > 0 ? prose : blocks).flatMap(openingOf)) {
    length += segment.end - segment.start;
    if (length > maxLength || quotes.length >= (options.maxQuotes ?? DEFAULT_QUOTES)) break;
    quotes.push(toQuote(segment));
  }
  return quotes;
}

function openingOf(block: ExtractBlock): Segment[] {
  return segmentsOf(block)
    .filter(({ kind, own }) => (kind === 'text' || kind === 'flat') && own.length >= SHORTEST)
    .slice(0, PER_BLOCK);
}

function toQuote({ block, start, end, title }: Segment): Quote {
  return {
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
  };
}
