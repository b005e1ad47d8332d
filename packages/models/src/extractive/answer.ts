import type { Extraction, ExtractQuote } from './extraction.ts';
import { createCitations, type FoundBlock, placeName } from './tool-results.ts';

/** First line of every answer of the keyless provider. */
export const WITHOUT_AI = '*Без ИИ: выдержки из документа*';

const NEAREST = 3;

interface Found {
  question: string;
  /** Hits of the search, best first. */
  hits: readonly FoundBlock[];
}

/**
 * The answer in Russian Markdown, in pieces of about a sentence that joined are the text. Quotes are word for word; each
 * ends with its place and citation.
 */
export function* writeAnswer(extraction: Extraction, { question, hits }: Found): Generator<string> {
  const cite = createCitations(hits);
  yield `${WITHOUT_AI}\n\n`;
  if (extraction.verdict === 'not_found' || extraction.quotes.length === 0) {
    yield* writeNothing(extraction.missing, { question, hits });
    return;
  }
  for (const group of groupQuotes(extraction.quotes)) {
    const [first] = group;
    if (first.section) yield `**${inline(first.section)}**\n\n`;
    yield* first.tableHeader ? tableOf(group, first.tableHeader) : proseOf(group);
    yield `${[placeName(first), cite(first.code, first.documentId)].filter(Boolean).join(' ')}\n\n`;
  }
  if (extraction.missing.length > 0) {
    yield `В найденном ничего не сказано про: ${extraction.missing.map(quoted).join(', ')}.\n`;
  }
}

function* writeNothing(missing: readonly string[], { question, hits }: Found): Generator<string> {
  yield 'В документах ответа не нашлось. ';
  yield missing.length > 0
    ? `Искали: ${missing.map(quoted).join(', ')}.\n\n`
    : `Искали по словам вопроса: ${quoted(question)}.\n\n`;
  if (hits.length === 0) {
    yield 'Похожих мест тоже нет. Проверьте обозначения или задайте вопрос другими словами.\n';
    return;
  }
  const cite = createCitations(hits);
  yield 'Ближайшее по словам (это не ответ):\n\n';
  for (const hit of hits.slice(0, NEAREST)) {
    const snippet = hit.snippet ? `: ${quoted(hit.snippet)}` : '';
    yield `- ${placeName(hit)}${snippet} ${cite(hit.block_id, hit.document_id)}\n`;
  }
}

type QuoteGroup = [ExtractQuote, ...ExtractQuote[]];

/** Neighbouring rows of one table are one small table; everything else stands alone. */
function groupQuotes(quotes: readonly ExtractQuote[]): QuoteGroup[] {
  const groups: QuoteGroup[] = [];
  for (const quote of quotes) {
    const last = groups.at(-1);
    if (last && quote.tableHeader && groupKey(last[0]) === groupKey(quote)) last.push(quote);
    else groups.push([quote]);
  }
  return groups;
}

function groupKey({ documentId, code, section, tableHeader }: ExtractQuote): string {
  return JSON.stringify([documentId, code, section, tableHeader]);
}

function* tableOf(rows: QuoteGroup, header: readonly string[]): Generator<string> {
  yield `| ${header.map(cell).join(' | ')} |\n|${' --- |'.repeat(header.length)}\n`;
  for (const { text } of rows) yield `${text.startsWith('|') ? text : `| ${text} |`}\n`;
  yield '\n';
}

function* proseOf(quotes: QuoteGroup): Generator<string> {
  for (const { text } of quotes) {
    for (const sentence of sentencesOf(text)) yield sentence;
  }
  yield '\n\n';
}

/** A blockquote in pieces; every line of it starts with `>`. */
function* sentencesOf(text: string): Generator<string> {
  const quote = `> ${text.trim().replaceAll('\n', '\n> ')}`;
  yield* quote.match(/[\s\S]+?(?:[.!?…;]\s+|\n|$)/g) ?? [];
}

function quoted(text: string): string {
  return `«${inline(text)}»`;
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|');
}

function inline(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
