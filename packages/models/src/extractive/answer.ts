import type { Extraction } from './extraction.ts';
import { createCitations, type FoundBlock, placeName } from './tool-results.ts';

/** First line of every answer of the keyless provider. */
export const WITHOUT_AI = '*Без ИИ: выдержки из документа*';

const NEAREST = 3;
const ROWS_TO_TELL = 2;
const SNIPPET_LENGTH = 160;

interface Asked {
  question: string;
  /** Hits of the search, best first. */
  hits: readonly FoundBlock[];
}

/**
 * The answer in Russian Markdown, in pieces of about a sentence that joined are the text. Quotes are word for word, and
 * each ends with its place and citation.
 */
export function* writeAnswer(extraction: Extraction, asked: Asked): Generator<string> {
  const cite = createCitations(asked.hits);
  yield `${WITHOUT_AI}\n\n`;
  if (extraction.verdict === 'not_found' || extraction.quotes.length === 0) {
    yield* writeNothing(extraction.missing, asked);
    return;
  }
  for (const quote of extraction.quotes) {
    const heading = [quote.title, quote.section].filter((name) => name !== undefined).map(oneLine);
    // Not bold: marks end with an asterisk of their own.
    if (heading.length > 0) yield `#### ${heading.join(' — ')}\n\n`;
    yield* quote.tableHeader ? table(quote.text, quote.tableHeader) : blockquote(quote.text);
    yield* readings(quote.readings ?? []);
    if (quote.match === 'mark_ocr')
      yield 'Обозначение здесь, похоже, распознано с ошибкой: сверьте с чертежом. ';
    yield `${[placeName(quote), cite(quote.code, quote.documentId)].filter(Boolean).join(' ')}\n\n`;
  }
  if (extraction.missing.length > 0) yield `В найденном не сказано про: ${listOf(extraction.missing)}.\n`;
}

function* writeNothing(missing: readonly string[], { question, hits }: Asked): Generator<string> {
  yield 'В документах ответа не нашлось. ';
  yield missing.length > 0
    ? `Искали и не нашли: ${listOf(missing)}.\n\n`
    : `Искали по словам вопроса: ${listOf([question])}.\n\n`;
  if (hits.length === 0) {
    yield 'Похожих мест тоже нет: проверьте обозначения или спросите другими словами.\n';
    return;
  }
  const cite = createCitations(hits);
  yield 'Ближайшее по словам (это не ответ):\n\n';
  for (const hit of hits.slice(0, NEAREST)) {
    const snippet = hit.snippet ? listOf([shorten(oneLine(hit.snippet))]) : '';
    yield `- ${[placeName(hit), snippet, cite(hit.block_id, hit.document_id)].filter(Boolean).join(' ')}\n`;
  }
}

/** Rows that bring their own head along stay as they are. */
function* table(text: string, header: readonly string[]): Generator<string> {
  const rows = text.trim().split('\n');
  if (!rows.some((row) => /^[|\s:-]*-[|\s:-]*$/.test(row))) {
    yield `| ${header.map(cell).join(' | ')} |\n|${' --- |'.repeat(header.length)}\n`;
  }
  for (const row of rows) yield `${row.trim()}\n`;
  yield '\n';
}

/** A row or two are easier to read as words; more of them are what a table is for. */
function* readings(rows: readonly string[]): Generator<string> {
  if (rows.length === 0 || rows.length > ROWS_TO_TELL) return;
  for (const row of rows) yield `- ${oneLine(row)}\n`;
  yield '\n';
}

/** Sentence by sentence; every line of the quote starts with `>`. */
function* blockquote(text: string): Generator<string> {
  const quote = `> ${text.trim().replaceAll('\n', '\n> ')}\n\n`;
  yield* quote.match(/[\s\S]+?(?:[.!?…;]\s+|\n+|$)/g) ?? [];
}

function listOf(words: readonly string[]): string {
  return words.map((word) => `«${oneLine(word)}»`).join(', ');
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shorten(text: string): string {
  return text.length > SNIPPET_LENGTH ? `${text.slice(0, SNIPPET_LENGTH).trimEnd()}…` : text;
}
