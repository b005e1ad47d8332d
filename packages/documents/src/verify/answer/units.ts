/** A piece of the answer's Markdown: a paragraph, an item, a row, a heading. Offsets in the answer. */
export interface AnswerUnit {
  kind: 'text' | 'item' | 'row' | 'heading';
  start: number;
  end: number;
  /** Units of one list or table share it with the paragraph that introduces them. */
  group: number;
  /** Depth of a list item, by spaces before its bullet. */
  indent: number;
  /** Cells of a row, the header's name beside each. */
  cells: { start: number; end: number; header: string }[];
  /** Lines of text that end with a colon introduce what follows. */
  isLead: boolean;
}

const HEADING = /^\s{0,3}#{1,6}\s+(?:\d+(?:\.\d+)*[.)]?\s+)?/u;
const ITEM = /^(\s*(?:>\s*)?)(?:[-*+•]|\d{1,3}[.)])\s+/u;
const DIVIDER = /^\s*\|?[\s|:-]+\|?\s*$/u;
const FENCE = /^\s*(?:```|~~~)/u;

/** Splits Markdown into its units, numbering of items and headings left out. */
export function splitUnits(content: string): AnswerUnit[] {
  return new UnitSplitter(content).run();
}

class UnitSplitter {
  private readonly content: string;
  private readonly units: AnswerUnit[] = [];
  private group = 0;
  private headers: string[] | null = null;
  /** The last line was blank, or there was none. */
  private isApart = true;

  constructor(content: string) {
    this.content = content;
  }

  run(): AnswerUnit[] {
    for (let start = 0; start <= this.content.length; ) {
      const newline = this.content.indexOf('\n', start);
      const end = newline === -1 ? this.content.length : newline;
      this.takeLine(start, end);
      start = end + 1;
    }
    return this.units;
  }

  private takeLine(start: number, end: number): void {
    const line = this.content.slice(start, end);
    if (line.trim() === '' || FENCE.test(line)) {
      this.isApart = true;
      this.headers = null;
      return;
    }
    const isRow = line.trimStart().startsWith('|');
    if (!isRow) this.headers = null;
    if (isRow) this.takeRow(start, end, line);
    else this.takeText(start, end, line);
    this.isApart = false;
  }

  private takeRow(start: number, end: number, line: string): void {
    if (DIVIDER.test(line)) {
      // What stood above the divider named the columns and says nothing itself.
      const header = this.units.at(-1);
      if (header?.kind === 'row') {
        this.headers = header.cells.map((cell) => this.content.slice(cell.start, cell.end).trim());
        this.units.pop();
      }
      return;
    }
    const cells = this.cellsOf(start, end);
    this.join('row');
    this.add('row', start, end, { cells });
  }

  private cellsOf(start: number, end: number): AnswerUnit['cells'] {
    const cells: AnswerUnit['cells'] = [];
    let from = this.content.indexOf('|', start) + 1;
    for (let at = from; at <= end; at++) {
      const isEnd = at === end || (this.content[at] === '|' && this.content[at - 1] !== '\\');
      if (!isEnd) continue;
      if (at < end || this.content.slice(from, at).trim() !== '')
        cells.push({ start: from, end: at, header: this.headers?.[cells.length] ?? '' });
      from = at + 1;
    }
    return cells;
  }

  private takeText(start: number, end: number, line: string): void {
    const heading = HEADING.exec(line)?.[0];
    if (heading !== undefined) {
      this.group += 1;
      this.add('heading', start + heading.length, end, { isLead: true });
      return;
    }
    const item = ITEM.exec(line);
    if (item !== null) {
      this.join('item');
      this.add('item', start + item[0].length, end, { indent: item[1]?.length ?? 0 });
      return;
    }
    const last = this.units.at(-1);
    const continues = !this.isApart && last !== undefined && (last.kind === 'text' || last.kind === 'item');
    if (continues) {
      last.end = end;
      last.isLead = isLead(line);
      return;
    }
    this.join('text');
    this.add('text', start, end, {});
  }

  /** A list or table goes on, or follows its introduction; a paragraph under a list or table closes it. */
  private join(kind: AnswerUnit['kind']): void {
    const last = this.units.at(-1);
    if (last === undefined) return;
    const introduced = (last.kind === 'text' && (last.isLead || !this.isApart)) || last.kind === kind;
    const isSame = kind === 'text' ? false : introduced;
    if (!isSame) this.group += 1;
  }

  private add(kind: AnswerUnit['kind'], start: number, end: number, more: Partial<AnswerUnit>): void {
    const line = this.content.slice(start, end);
    this.units.push({
      kind,
      start,
      end,
      group: this.group,
      indent: 0,
      cells: [],
      isLead: isLead(line),
      ...more,
    });
  }
}

function isLead(line: string): boolean {
  return /:[*_\s]*$/u.test(line.replace(/\[[^\]]*\]/gu, ''));
}
