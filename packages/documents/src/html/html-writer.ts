import { type HtmlCell, markdownTable, spanOf, spreadRows } from './html-table.ts';
import { latexText } from './latex-text.ts';

/** One piece of a page, in reading order. */
export interface HtmlPiece {
  kind: 'heading' | 'text' | 'table' | 'image';
  /** Markdown; of an image its description. */
  text: string;
  /** 1–6 of a heading, 0 of others. */
  level: number;
  /** Address of an image. */
  source: string | null;
}

export type HtmlAttributes = ReadonlyMap<string, string>;

const MAX_LISTS = 1000;
const MAX_INDENT = 8;
const INLINE = new Set(
  'a abbr acronym bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s samp small span strike time tt u var wbr'.split(
    ' ',
  ),
);

interface OpenTable {
  rows: HtmlCell[][];
  /** `null` outside a row. */
  row: HtmlCell[] | null;
  cell: HtmlCell | null;
  /** Text of the page or of the outer cell that was being written. */
  outer: string;
}

/** Turns the events of a page into Markdown. Pairs of tags are not needed: every tag means something by itself. */
export class HtmlWriter {
  private pieces: HtmlPiece[] = [];
  private buffer = '';
  private heading = 0;
  private preformatted = 0;
  /** Start of the bold text in `buffer`; -1 outside any. */
  private bold = -1;
  private raised = false;
  private caption = false;
  private formula: string | null = null;
  private readonly tables: OpenTable[] = [];
  private readonly lists: { ordered: boolean; next: number }[] = [];

  open(name: string, attributes: HtmlAttributes): void {
    const level = headingLevel(name);
    if (level > 0) this.openHeading(level);
    else if (name === 'td' || name === 'th') this.openCell(name, attributes);
    else if (!this.openInline(name) && !this.openBlock(name, attributes) && !INLINE.has(name)) this.flush();
  }

  close(name: string): void {
    if (headingLevel(name) > 0) {
      this.flush();
      this.heading = 0;
    } else if (!this.closeInline(name) && !this.closeBlock(name) && !INLINE.has(name)) this.flush();
  }

  text(data: string): void {
    if (this.formula !== null) this.formula += data;
    else if (this.tables.length > 0 && this.cell === null && !this.caption && data.trim() === '') return;
    else if (this.raised && /^\s*[23]\s*$/u.test(data)) this.buffer += data.trim() === '2' ? '²' : '³';
    else if (this.preformatted > 0 && this.cell === null) this.buffer += data;
    else this.addWords(data.replace(/[ \t\n\r\f]+/gu, ' '));
  }

  private addWords(words: string) {
    this.buffer += words.startsWith(' ') && /\s$/u.test(this.buffer) ? words.slice(1) : words;
  }

  /** What was written since the last call; starts anew. */
  take(): HtmlPiece[] {
    this.closeFormula();
    while (this.tables.length > 0) this.closeTable();
    this.flush();
    this.heading = 0;
    this.preformatted = 0;
    this.raised = false;
    this.caption = false;
    this.lists.length = 0;
    const taken = this.pieces;
    this.pieces = [];
    return taken;
  }

  private get cell(): HtmlCell | null {
    return this.tables.at(-1)?.cell ?? null;
  }

  private openHeading(level: number) {
    this.flush();
    this.heading = this.cell === null ? level : 0;
  }

  private openInline(name: string): boolean {
    if (name === 'br') this.buffer += this.cell === null && this.heading === 0 ? '\n' : ' ';
    else if (name === 'b' || name === 'strong') this.bold = this.bold < 0 ? this.buffer.length : this.bold;
    else if (name === 'sup') this.raised = true;
    else if (name === 'math') this.formula ??= '';
    else return name === 'sub';
    return true;
  }

  private closeInline(name: string): boolean {
    if (name === 'b' || name === 'strong') this.endBold();
    else if (name === 'sup') this.raised = false;
    else if (name === 'math') this.closeFormula();
    else return name === 'sub' || name === 'br';
    return true;
  }

  private openBlock(name: string, attributes: HtmlAttributes): boolean {
    if (name === 'table') this.openTable();
    else if (name === 'tr') this.openRow();
    else if (name === 'li') this.openItem();
    else if (name === 'ul' || name === 'ol') this.openList(name === 'ol', attributes);
    else if (name === 'img') this.addImage(attributes);
    else if (name === 'caption') this.caption = true;
    else if (name === 'pre') {
      this.flush();
      this.preformatted += 1;
    } else return false;
    return true;
  }

  private closeBlock(name: string): boolean {
    if (name === 'table') this.closeTable();
    else if (name === 'tr') this.endRow();
    else if (name === 'td' || name === 'th') this.endCell();
    else if (name === 'caption') this.closeCaption();
    else if (name === 'ul' || name === 'ol') {
      this.flush();
      this.lists.pop();
    } else if (name === 'pre') {
      this.flush();
      this.preformatted = Math.max(0, this.preformatted - 1);
    } else return false;
    return true;
  }

  /** Ends the paragraph; in a cell paragraphs run on in one line. */
  private flush() {
    this.endBold();
    if (this.cell !== null) {
      if (this.buffer !== '' && !this.buffer.endsWith(' ')) this.buffer += ' ';
      return;
    }
    const text = tidy(this.buffer);
    this.buffer = '';
    if (text === '') return;
    const level = this.heading;
    const words = text.replaceAll('\n', ' ').replaceAll('**', '');
    this.pieces.push(
      level > 0
        ? { kind: 'heading', level, source: null, text: `${'#'.repeat(level)} ${words}` }
        : { kind: 'text', level, source: null, text },
    );
  }

  private endBold() {
    if (this.bold < 0) return;
    const inside = this.buffer.slice(this.bold).trim();
    const plain = inside === '' || this.cell !== null || this.preformatted > 0 || inside.includes('\n');
    if (!plain) {
      const space = /\s$/u.test(this.buffer) ? ' ' : '';
      this.buffer = `${this.buffer.slice(0, this.bold)}**${inside}**${space}`;
    }
    this.bold = -1;
  }

  private closeFormula() {
    if (this.formula !== null) this.buffer += latexText(this.formula.replace(/\s+/gu, ' '));
    this.formula = null;
  }

  private openTable() {
    this.flush();
    this.tables.push({ rows: [], row: null, cell: null, outer: this.buffer });
    this.buffer = '';
  }

  private openRow() {
    const table = this.tables.at(-1);
    if (table === undefined) return this.flush();
    this.endRow();
    table.row = [];
  }

  private openCell(name: string, attributes: HtmlAttributes) {
    const table = this.tables.at(-1);
    if (table === undefined) return this.flush();
    this.endCell();
    table.row ??= [];
    // Words left between the cells belong to the next one.
    if (this.buffer.trim() === '') this.buffer = '';
    table.cell = {
      text: '',
      colspan: spanOf(attributes.get('colspan')),
      rowspan: spanOf(attributes.get('rowspan')),
      header: name === 'th',
    };
  }

  private endCell() {
    const table = this.tables.at(-1);
    if (table === undefined || table.cell === null) return;
    this.endBold();
    table.cell.text = this.buffer.replace(/\s+/gu, ' ').trim();
    this.buffer = '';
    table.row?.push(table.cell);
    table.cell = null;
  }

  private endRow() {
    this.endCell();
    const table = this.tables.at(-1);
    if (table === undefined || table.row === null) return;
    if (table.row.length > 0) table.rows.push(table.row);
    table.row = null;
  }

  private closeTable() {
    this.endRow();
    const table = this.tables.pop();
    if (table === undefined) return;
    const text = markdownTable(spreadRows(table.rows));
    if (text !== '') this.pieces.push({ kind: 'table', level: 0, source: null, text });
    this.buffer = table.outer + this.buffer;
  }

  private closeCaption() {
    this.caption = false;
    const text = this.buffer.replace(/\s+/gu, ' ').trim();
    if (this.cell !== null) return;
    this.buffer = '';
    if (text !== '') this.pieces.push({ kind: 'text', level: 0, source: null, text });
  }

  private openItem() {
    this.flush();
    const list = this.lists.at(-1);
    const depth = Math.min(this.lists.length, MAX_INDENT) - 1;
    const indent = this.cell === null && depth > 0 ? '  '.repeat(depth) : '';
    this.buffer += list?.ordered ? `${indent}${list.next}. ` : `${indent}- `;
    if (list !== undefined) list.next += 1;
  }

  private openList(ordered: boolean, attributes: HtmlAttributes) {
    this.flush();
    const start = Number.parseInt(attributes.get('start') ?? '1', 10);
    if (this.lists.length < MAX_LISTS) this.lists.push({ ordered, next: Number.isNaN(start) ? 1 : start });
  }

  private addImage(attributes: HtmlAttributes) {
    const text = (attributes.get('alt') ?? '').replace(/\s+/gu, ' ').trim();
    if (this.cell !== null) {
      if (text !== '') this.buffer += ` ${text} `;
      return;
    }
    this.flush();
    this.pieces.push({ kind: 'image', level: 0, source: attributes.get('src') ?? null, text });
  }
}

function headingLevel(name: string): number {
  return /^h[1-6]$/u.test(name) ? Number(name[1]) : 0;
}

/** No spaces at the ends of lines, no more than one empty line, indents of list items kept. */
function tidy(text: string): string {
  if (text.trim() === '') return '';
  return text
    .split('\n')
    .map((line) => (/^ *(?:-|\d+\.) /u.test(line) ? line.trimEnd() : line.trim()))
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^\n+/u, '')
    .trimEnd();
}
