import type { Extraction, ExtractPlace, ExtractQuote } from './extraction.ts';
import { typographic, writeQuotes } from './quote-text.ts';
import { createCitations, type FoundBlock, placeName } from './tool-results.ts';

/** First line of every answer of the keyless provider. */
export const WITHOUT_AI = '*Без ИИ: выдержки из документа*';

type Cite = ReturnType<typeof createCitations>;

const NEAREST = 2;
const SNIPPET_LENGTH = 160;

interface Asked {
  /** As it was typed. */
  asked: string;
  /** As it was understood. */
  question: string;
  /** Hits of the search, best first. */
  hits: readonly FoundBlock[];
}

/**
 * The answer in Russian Markdown, in pieces of about a sentence that joined are the text. Values are word for word, and the
 * quotes of a block end with its place and citation.
 */
export function* writeAnswer(extraction: Extraction, asked: Asked): Generator<string> {
  let isFirst = true;
  for (const paragraph of paragraphs(extraction, asked)) {
    if (!isFirst) yield '\n\n';
    isFirst = false;
    yield* paragraph.match(/[\s\S]+?(?:[.!?…;](?=\s)\s+|\n+|$)/g) ?? [];
  }
}

function* paragraphs(extraction: Extraction, asked: Asked): Generator<string> {
  yield WITHOUT_AI;
  if (asked.question !== asked.asked) yield `Вопрос понят вместе с прошлым: «${oneLine(asked.question)}».`;
  if (extraction.verdict === 'not_found' || extraction.quotes.length === 0) {
    yield* writeNothing(extraction.missing, asked);
    yield* writePictures(extraction, createCitations(asked.hits));
    return;
  }
  const { verdict, quotes, missing } = extraction;
  if (verdict === 'partial' && missing.length === 0) yield 'Прямого ответа не нашлось. Похожие места:';
  const cite = createCitations(asked.hits);
  yield* writeConclusion(extraction, cite);
  for (const group of groupByBlock(quotes)) {
    yield* writeQuotes(group, quotes);
    yield placeAndCitation(group, cite);
  }
  if (missing.length > 0) yield `В найденном не сказано про: ${listOf(missing)}.`;
  yield* writePictures(extraction, cite);
}

/** Only text is read here: says so where the question is about a drawing, and which drawings to open. */
function* writePictures({ pictures }: Extraction, cite: Cite): Generator<string> {
  if (pictures === undefined) return;
  const open = pictures.map((place) => nameOf(place, cite)).join('; ');
  yield `Чертежи без ИИ не просматриваются, здесь только текст.${open === '' ? '' : ` Откройте картинки: ${open}.`}`;
}

function nameOf(place: ExtractPlace, cite: Cite): string {
  return [placeName(place), cite(place.code, place.documentId)].filter(Boolean).join(' ');
}

/** What the quotes below come to, with all of their places. */
function* writeConclusion({ calculation, disagreement, quotes }: Extraction, cite: Cite): Generator<string> {
  const places = [...new Set(quotes.map(({ code, documentId }) => cite(code, documentId)))].join(' ');
  if (calculation !== undefined) yield `**${typographic(calculation)}** ${places}`;
  if (disagreement !== undefined) yield `**Значения расходятся:** ${disagreement} ${places}`;
}

/** Quotes of one block together, where the best of them stands. */
function groupByBlock(quotes: readonly ExtractQuote[]): ExtractQuote[][] {
  const groups = new Map<string, ExtractQuote[]>();
  for (const quote of quotes) {
    const key = `${quote.documentId ?? ''} ${quote.code}`;
    groups.set(key, [...(groups.get(key) ?? []), quote]);
  }
  return [...groups.values()];
}

function placeAndCitation(group: readonly ExtractQuote[], cite: Cite): string {
  const [quote] = group;
  if (quote === undefined) return '';
  const slipped = group.some(({ match }) => match === 'mark_ocr')
    ? 'Обозначение здесь, похоже, распознано с ошибкой: сверьте с чертежом. '
    : '';
  const own = nameOf(quote, cite);
  const others = group.flatMap((one) => one.also ?? []).map((place) => nameOf(place, cite));
  const also = [...new Set(others)].filter((name) => name !== own);
  return `${slipped}${own}${also.length === 0 ? '' : `; то же: ${also.join(', ')}`}`;
}

function* writeNothing(missing: readonly string[], { question, hits }: Asked): Generator<string> {
  const looked =
    missing.length > 0
      ? `Искали и не нашли: ${listOf(missing)}.`
      : `Искали по словам вопроса: ${listOf([question])}.`;
  yield `В документах ответа не нашлось. ${looked}`;
  if (hits.length === 0) {
    yield 'Похожих мест тоже нет: проверьте обозначения или спросите другими словами.';
    return;
  }
  const cite = createCitations(hits);
  yield 'Ближайшее по словам (это не ответ):';
  const nearest = hits.slice(0, NEAREST).map((hit) => {
    const snippet = hit.snippet ? listOf([shorten(readableSnippet(hit.snippet))]) : '';
    return `- ${[placeName(hit), snippet, cite(hit.block_id, hit.document_id)].filter(Boolean).join(' ')}`;
  });
  yield nearest.join('\n');
}

/** A piece of Markdown as a line of prose: table pipes, dividers, captions of sketches and emphasis fall out. */
function readableSnippet(snippet: string): string {
  const cells = snippet
    .replace(/\*\*|#{1,6}[ \t]/g, '')
    .split(/[|\n]/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '' && !/^:?-+:?$/.test(cell) && !/^image:/i.test(cell));
  const line = cells.join(' · ');
  return /^\p{Ll}/u.test(line) ? `…${line}` : line;
}

function listOf(words: readonly string[]): string {
  return words.map((word) => `«${oneLine(word)}»`).join(', ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shorten(text: string): string {
  return text.length > SNIPPET_LENGTH ? `${text.slice(0, SNIPPET_LENGTH).trimEnd()}…` : text;
}
