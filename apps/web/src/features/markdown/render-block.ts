import { Marked, type RendererObject, type TokenizerAndRendererExtension } from 'marked';
import { CITATION, citedName, pictureNumber, shortCode } from './citation-syntax.ts';

export interface RenderLabels {
  /** Name of the button that opens a source. */
  citation: (code: string) => string;
  /** Text of a reference to a picture that was looked at. */
  picture: (number: number) => string;
  table: string;
}

export type RenderBlock = (source: string) => string;

/**
 * Markdown → HTML in which nothing comes from the text but text: raw tags are shown as written, pictures become their
 * captions, only web and mail links are links. `sanitize.ts` checks the result again.
 */
export function createBlockRenderer(labels: RenderLabels, options: { breaks: boolean }): RenderBlock {
  const marked = new Marked({ gfm: true, breaks: options.breaks, async: false });
  marked.use({ extensions: [citationExtension(labels)], renderer: safeRenderer(labels) });
  return (source) => marked.parse(source, { async: false });
}

function citationExtension(labels: RenderLabels): TokenizerAndRendererExtension {
  const atStart = new RegExp(`^${CITATION.source}`);
  return {
    name: 'citation',
    level: 'inline',
    start: (source) => CITATION.exec(source)?.index,
    tokenizer: (source) => {
      const match = atStart.exec(source);
      return match === null ? undefined : { type: 'citation', raw: match[0], code: citedName(match) };
    },
    renderer: ({ code }) => {
      const number = pictureNumber(code);
      const text = number === null ? shortCode(code) : escapeHtml(labels.picture(number));
      return `<button type="button" class="cite" data-block="${code}" aria-label="${escapeHtml(labels.citation(number === null ? code : text))}">${text}</button>`;
    },
  };
}

function safeRenderer(labels: RenderLabels): RendererObject {
  return {
    html: ({ text }) => keepPlainTags(text),
    image({ href, text }) {
      const id = chatImageId(href);
      if (id !== null)
        return `<chat-picture data-image="${id}" aria-label="${escapeHtml(text)}"></chat-picture>`;
      return text === '' ? '' : `<span class="caption">${escapeHtml(text)}</span>`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return isSafeHref(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
    },
    heading({ tokens, depth }) {
      return `<h3 class="depth-${depth}">${this.parser.parseInline(tokens)}</h3>`;
    },
    table({ header, rows }) {
      const numbers = header.map((_, column) => isNumberColumn(rows.map((row) => row[column]?.text ?? '')));
      const head = header.map((cell, column) => {
        return `<th scope="col"${numbers[column] === true ? numberClass : cellClass(cell.text)}>${this.parser.parseInline(cell.tokens)}</th>`;
      });
      const body = rows.map((row) => {
        const cells = row.map(
          (cell) => `<td${cellClass(cell.text)}>${this.parser.parseInline(cell.tokens)}</td>`,
        );
        return `<tr>${cells.join('')}</tr>`;
      });
      const table = `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
      return `<div class="md-table" role="group" aria-label="${escapeHtml(labels.table)}" tabindex="0">${table}</div>`;
    },
  };
}

/** Only our own stored pictures are shown; `null` for any other address. */
function chatImageId(href: string): string | null {
  return /^\/api\/images\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(href)?.[1] ?? null;
}

const numberClass = ' class="number"';

function isNumber(text: string): boolean {
  return /^[*\s]*[-+−±]?\d[\d\s.,]*[*\s]*$/.test(text);
}

/** Most of what stands in the column are numbers: its title goes to their side. */
function isNumberColumn(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && filled.filter(isNumber).length * 2 > filled.length;
}

/** Marks and codes are not broken at their hyphens. */
function cellClass(text: string): string {
  if (isNumber(text)) return numberClass;
  if (/^\S{1,18}$/.test(text)) return ' class="whole"';
  return text.length > 40 ? ' class="long"' : '';
}

/** Recognised drawings are full of line breaks and indices written as tags; any other tag is shown as text. */
function keepPlainTags(html: string): string {
  return escapeHtml(html).replace(/&lt;(\/?)(br|sup|sub)\s*\/?&gt;/gi, (_, slash: string, tag: string) =>
    tag.toLowerCase() === 'br' ? '<br>' : `<${slash}${tag.toLowerCase()}>`,
  );
}

export function isSafeHref(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href.trim());
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
