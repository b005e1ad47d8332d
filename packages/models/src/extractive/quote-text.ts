import type { ExtractQuote } from './extraction.ts';

/** More rows than this are what a table is for; fewer are easier to read as words. */
const ROWS_TO_TELL = 2;
const TITLE_LENGTH = 160;
/** «- », «- - »: recognition doubles the bullets of lists. */
const BULLETS = /^(?:[-–—•*]\s+)+/;
const UNIT = /(?<=\d) (?=(?:мм|см|м|м²|м³|кг|т|г|л|шт|°C|%|кН|МПа)(?![\p{L}\d²³]))/gu;

/** Paragraphs of Markdown for the quotes of one block, each title once. `all` tells whether a title names one place only. */
export function* writeQuotes(
  group: readonly ExtractQuote[],
  all: readonly ExtractQuote[],
): Generator<string> {
  let above: string | null = null;
  let items: string[] = [];
  for (const quote of group) {
    const heading = headingOf(quote, all);
    const told = tellRows(quote);
    if (items.length > 0 && (told === null || heading !== above)) {
      yield items.join('\n');
      items = [];
    }
    // Not bold: marks end with an asterisk of their own.
    if (heading !== above && heading !== '') yield `#### ${heading}`;
    above = heading;
    if (told === null) yield* writeAtLength(quote);
    else items.push(...told);
  }
  if (items.length > 0) yield items.join('\n');
}

function headingOf(
  { title, sheetTitle, code, text, rows }: ExtractQuote,
  all: readonly ExtractQuote[],
): string {
  const own = titleOf(title);
  if (own === '') return shorten(oneLine(sheetTitle ?? ''));
  if (rows === undefined && text.startsWith(own)) return '';
  const isShared = all.some((other) => other.code !== code && titleOf(other.title) === own);
  return shorten(isShared && sheetTitle ? `${own} — ${oneLine(sheetTitle)}` : own);
}

function titleOf(title: string | undefined): string {
  return oneLine(title ?? '').replace(/^#+\s+|\*\*|:$/g, '');
}

/** Items for a row or two, each with its section; `null` where a table or prose says it better. */
function tellRows({ readings = [], section, text }: ExtractQuote): string[] | null {
  const isRows = text.split('\n').every((line) => line.trim() === '' || line.trimStart().startsWith('|'));
  if (!isRows || readings.length === 0 || readings.length > ROWS_TO_TELL) return null;
  const name = section === undefined ? '' : `${oneLine(section)} — `;
  return readings.map((row) => `- ${name}${typographic(oneLine(row))}`);
}

function* writeAtLength({
  text,
  shown,
  title,
  rows = [],
  tableHeader,
  section,
}: ExtractQuote): Generator<string> {
  if (rows.length === 0) {
    yield blockquote(shown ?? text);
    return;
  }
  const { before, after } = aroundTable(text, oneLine(title ?? ''));
  const name = [section === undefined ? '' : oneLine(section), before].filter(Boolean).join(' · ');
  if (name !== '') yield typographic(name);
  yield table(tableHeader ?? rows[0]?.map(() => '') ?? [], rows);
  if (after !== '') yield typographic(after);
}

/** Lines of a quote above and below its table: recognition puts the name and the sum of a small table there. */
function aroundTable(text: string, title: string): { before: string; after: string } {
  const lines = text.split('\n').map((line) => line.trim().replace(/^#+\s+|\*\*/g, ''));
  const first = lines.findIndex((line) => line.startsWith('|'));
  const last = lines.findLastIndex((line) => line.startsWith('|'));
  const join = (some: readonly string[]) =>
    oneLine(some.filter((line) => line !== '' && line !== title).join(' · '));
  return { before: join(lines.slice(0, Math.max(first, 0))), after: join(lines.slice(last + 1)) };
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

function blockquote(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim().replace(BULLETS, '').replaceAll('**', ''))
    .filter(Boolean);
  return lines.map((line) => `> ${typographic(line)}`).join('\n');
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

/** Numbers stay on a line with their units. */
export function typographic(text: string): string {
  return text.replace(UNIT, '\u00a0');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shorten(text: string): string {
  return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH).trimEnd()}…` : text;
}
