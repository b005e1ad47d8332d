/** One cell as the page gives it. */
export interface HtmlCell {
  text: string;
  colspan: number;
  rowspan: number;
  header: boolean;
}

/** Wider or taller cells are damage: the drawing tables of this world have some fifty columns. */
const MAX_SPAN = 1000;
const MAX_COLUMNS = 2000;
/** Cells that spans may add to one table, and letters that they may repeat; past it a span is damage or an attack. */
const MAX_ADDED_CELLS = 100_000;
const MAX_REPEATED_LETTERS = 1_000_000;
const NUMBER = /^[-−–+±]?\d[\d\s.,]*$/u;

/** `colspan` or `rowspan` as written; 1 where it is none. */
export function spanOf(value: string | undefined): number {
  const span = Number.parseInt(value ?? '1', 10);
  return Number.isNaN(span) || span < 1 ? 1 : Math.min(span, MAX_SPAN);
}

/** A cell that reaches into rows below. */
interface Hanging {
  text: string;
  rows: number;
}

/**
 * Rows of equal meaning: a cell over several columns stands in the first of them; a cell over several rows of the body is repeated unless it is
 * a quantity, which would be counted twice; under a header it leaves the columns below empty.
 */
export function spreadRows(rows: readonly (readonly HtmlCell[])[]): string[][] {
  const headerRows = countHeaderRows(rows);
  const spread = new SpreadRows();
  return rows.map((cells, at) => spread.take(cells, at >= headerRows));
}

class SpreadRows {
  private readonly hanging: (Hanging | undefined)[] = [];
  private addedCells = 0;
  private repeatedLetters = 0;

  take(cells: readonly HtmlCell[], inBody: boolean): string[] {
    const row: string[] = [];
    if (this.isSpent()) this.hanging.length = 0;
    for (const cell of cells) {
      while (this.takeHanging(row));
      this.place(row, cell, inBody);
    }
    while (row.length < this.hanging.length) if (!this.takeHanging(row)) row.push('');
    return row;
  }

  /** Moves the cell that hangs over the next column into the row; `false` where none does. */
  private takeHanging(row: string[]): boolean {
    const above = this.hanging[row.length];
    if (above === undefined) return false;
    this.addedCells += 1;
    this.repeatedLetters += above.text.length;
    above.rows -= 1;
    if (above.rows === 0) this.hanging[row.length] = undefined;
    row.push(above.text);
    return true;
  }

  private place(row: string[], cell: HtmlCell, inBody: boolean) {
    const spent = this.isSpent();
    const width = spent ? 1 : Math.min(cell.colspan, MAX_COLUMNS - Math.min(row.length, MAX_COLUMNS - 1));
    this.addedCells += width - 1;
    for (let column = 0; column < width; column++) {
      const text = column === 0 ? cell.text : '';
      if (cell.rowspan > 1 && !spent) {
        const repeats = inBody && (row.length < 2 || !NUMBER.test(text));
        this.hanging[row.length] = { text: repeats ? text : '', rows: cell.rowspan - 1 };
      }
      row.push(text);
    }
  }

  private isSpent(): boolean {
    return this.addedCells > MAX_ADDED_CELLS || this.repeatedLetters > MAX_REPEATED_LETTERS;
  }
}

/** The rows of `th`, or those that the first row's cells reach down to beside a cell that is wide. */
function countHeaderRows(rows: readonly (readonly HtmlCell[])[]): number {
  const marked = rows.findIndex((cells) => !cells.every((cell) => cell.header));
  if (marked !== 0) return marked === -1 ? rows.length : marked;
  const first = rows[0] ?? [];
  if (!first.some((cell) => cell.colspan > 1)) return 1;
  return first.reduce((most, cell) => Math.max(most, cell.rowspan), 1);
}

/** Rows as a Markdown table; empty where there is nothing to show. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [first, ...rest] = rows.filter((row) => row.some((cell) => cell !== ''));
  if (first === undefined) return '';
  const width = rows.reduce((most, row) => Math.max(most, filledWidth(row)), 1);
  const line = (row: readonly string[]) =>
    `| ${row
      .slice(0, width)
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | ')} |`;
  return [line(first), `|${'---|'.repeat(Math.min(first.length, width))}`, ...rest.map(line)].join('\n');
}

/** A cell over all columns says more of them than there are. */
const filledWidth = (row: readonly string[]) => row.findLastIndex((cell) => cell !== '') + 1;
