import type { Cited, ExportDocument } from '../export-document.ts';
import { cleanText } from '../text/clean-text.ts';
import type { Source } from './report.ts';
import { shortTitle } from './wording.ts';

const quotesOfOne = 5;
const quoteLength = 400;

export interface Sources {
  /** Number of the place that a citation names; a new one is written down. */
  numberOf(citation: Cited): number;
  readonly list: readonly Source[];
}

/** Counts cited places: the same block of the same version is one source, however often it is cited. */
export function collectSources({ sources: known, pictures }: ExportDocument): Sources {
  const list: Source[] = [];
  const numbers = new Map<string, Source>();
  const missing = new Set(known.filter(({ available }) => !available).map(versionKey));
  const nameOf = (imageId: string | null | undefined) =>
    pictures.find(({ id }) => id === imageId)?.name || null;

  function find(citation: Cited): Source {
    const key = `${versionKey(citation)} ${citation.block_id ?? citation.image_id ?? citation.page}`;
    const found = numbers.get(key);
    if (found !== undefined) return found;
    const source: Source = {
      number: list.length + 1,
      title: shortTitle(cleanText(citation.document_title)),
      place: describePlace(citation),
      code: citation.block_id ?? nameOf(citation.image_id),
      quotes: [],
      missing: missing.has(versionKey(citation)),
    };
    numbers.set(key, source);
    list.push(source);
    return source;
  }

  return {
    list,
    numberOf(citation) {
      const source = find(citation);
      const quote = shorten(quoteText(citation.quote), quoteLength);
      if (quote !== '' && source.quotes.length < quotesOfOne && !source.quotes.includes(quote)) {
        source.quotes.push(quote);
      }
      return source.number;
    },
  };
}

function versionKey({ document_id, version }: Pick<Cited, 'document_id' | 'version'>): string {
  return `${document_id} ${version}`;
}

function describePlace({ version, page, sheet }: Cited): string {
  const parts = [`версия\u00a0${version}`, `стр.\u00a0${page}`];
  if (sheet !== null) parts.push(`лист\u00a0${cleanText(sheet)}`);
  return parts.join(', ');
}

/** A quote as prose: without the signs of Markdown, cells of a table in a row; the manifest has it word for word. */
function quoteText(quote: string): string {
  return cleanText(quote)
    .replaceAll(/^\s*\|?\s*:?-{2,}[\s|:-]*$/gm, ' ')
    .replaceAll(/^\s*#{1,6}\s+/gm, '')
    .replaceAll(/<br\s*\/?>/gi, ' ')
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/(?:\s*\|\s*)+/g, ' · ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s·]+|[\s·]+$/g, '');
}

export function shorten(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
