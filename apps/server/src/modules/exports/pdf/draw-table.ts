import type { Inline, Table } from '../text/blocks.ts';
import { type Column, type Flow, wholeWidth } from './flow.ts';
import { breakLines, type Line, measureText } from './lines.ts';
import { ink, type TextStyle } from './style.ts';

const padding = { x: 5, y: 3.5 } as const;
/** Rows that tell how wide the columns are. */
const measured = 300;

interface Grid {
  columns: { x: number; width: number; align: Table['align'][number] }[];
  left: number;
  right: number;
  style: TextStyle;
}

type Row = Line[][];

/** Taller than this, a head is no head but a row: it is not repeated. */
const tallestHead = 220;
/** A row that is not taller is not split between pages. */
const tallestWhole = 420;

/** A real table: its head is repeated on every page, a row that is taller than a page goes on the next. */
export function drawTable(flow: Flow, table: Table, column: Column = wholeWidth): void {
  const grid = layOut(flow, table, column);
  const head = setRow(flow, table.header, { ...grid, style: { ...grid.style, bold: true } });
  const isEmpty = table.header.every((cell) => cell.length === 0);
  const isTall = heightOf(head, grid) > tallestHead;
  const hasHead = !isEmpty && !isTall;
  const begin = () => {
    rule(flow, grid);
    if (hasHead) drawRow(flow, head, { grid, isHead: true });
  };
  const rows = isTall ? [table.header, ...table.rows] : table.rows;
  // The head does not stand alone at a page's end.
  const first = rows[0] === undefined ? 0 : heightOf(setRow(flow, rows[0], grid), grid);
  flow.ensure((hasHead ? heightOf(head, grid) : 0) + Math.min(first, 100));
  begin();
  for (const cells of rows) {
    for (const part of partsOf(setRow(flow, cells, grid), { flow, grid, begin })) {
      drawRow(flow, part, { grid, isHead: false });
    }
  }
}

/** The part of the row that fits this page, then the rest on the following ones. */
function* partsOf(
  row: Row,
  { flow, grid, begin }: { flow: Flow; grid: Grid; begin: () => void },
): Generator<Row> {
  const lineHeight = grid.style.size * grid.style.leading;
  const turn = () => {
    flow.newPage();
    begin();
  };
  let rest = row;
  if (heightOf(rest, grid) > flow.room() && heightOf(rest, grid) < tallestWhole) turn();
  while (heightOf(rest, grid) > flow.room()) {
    const lines = Math.floor((flow.room() - padding.y * 2) / lineHeight);
    if (lines >= 1) {
      yield rest.map((cell) => cell.slice(0, lines));
      rest = rest.map((cell) => cell.slice(lines));
    }
    turn();
  }
  yield rest;
}

function setRow({ fonts }: Flow, cells: readonly Inline[][], { columns, style }: Grid): Row {
  return columns.map(({ width }, index) =>
    breakLines(cells[index] ?? [], { fonts, style, width: width - padding.x * 2 }),
  );
}

function heightOf(row: Row, { style }: Grid): number {
  const lines = Math.max(1, ...row.map((cell) => cell.length));
  return lines * style.size * style.leading + padding.y * 2;
}

function drawRow(flow: Flow, row: Row, { grid, isHead }: { grid: Grid; isHead: boolean }): void {
  const height = heightOf(row, grid);
  const style: TextStyle = isHead ? { ...grid.style, bold: true } : grid.style;
  if (isHead) flow.pdf.rect(grid.left, flow.y, grid.right - grid.left, height).fill(ink.wash);
  for (const [index, cell] of row.entries()) {
    const column = grid.columns[index];
    if (column === undefined) continue;
    const room = column.width - padding.x * 2;
    for (const [number, line] of cell.entries()) {
      const shift = column.align === 'left' ? 0 : (room - line.width) / (column.align === 'right' ? 1 : 2);
      const top = flow.y + padding.y + number * style.size * style.leading;
      flow.line(line, { x: column.x + padding.x + Math.max(0, shift), top, style });
    }
  }
  flow.y += height;
  rule(flow, grid);
}

function rule({ pdf, y }: Flow, { left, right }: Grid): void {
  pdf.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor(ink.line).stroke();
}

const sizes = [9, 8, 7, 6];

/** Columns as wide as their words need; where there is not enough room, in smaller type, and then as fair as can be. */
function layOut({ fonts }: Flow, table: Table, column: Column): Grid {
  const count = Math.max(1, table.header.length, ...table.rows.slice(0, measured).map((row) => row.length));
  let style: TextStyle = { size: 9, leading: 1.4, color: ink.text };
  let needs: { least: number; whole: number }[] = [];
  for (const size of sizes) {
    style = { ...style, size };
    needs = Array.from({ length: count }, (_, index) => need(index));
    if (sum(needs.map(({ least }) => least)) <= column.width) break;
  }
  const widths = share(needs, column.width);
  let x = column.x;
  const columns = widths.map((width, index) => {
    const at = { x, width, align: table.align[index] ?? ('left' as const) };
    x += width;
    return at;
  });
  return { columns, left: column.x, right: x, style };

  function need(index: number): { least: number; whole: number } {
    const cells = [table.header, ...table.rows.slice(0, measured)].map((row) => row[index] ?? []);
    const own = cells.map((cell) => measureText(cell, fonts, { ...style, bold: true }));
    const least = Math.max(12, ...own.map((one) => one.least));
    const whole = Math.max(least, ...own.map((one) => one.whole));
    return { least: least + padding.x * 2, whole: whole + padding.x * 2 };
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function share(needs: readonly { least: number; whole: number }[], width: number): number[] {
  const whole = sum(needs.map((need) => need.whole));
  // A small table stays as small as it is, but its lines reach across half the paper.
  if (whole <= width) {
    const scale = Math.max(1, Math.min(width / whole, (width * 0.5) / whole));
    return needs.map((need) => need.whole * scale);
  }
  const least = sum(needs.map((need) => need.least));
  if (least >= width) return needs.map((need) => (need.least / least) * width);
  const wish = sum(needs.map((need) => Math.sqrt(need.whole - need.least)));
  return needs.map((need) => need.least + ((width - least) * Math.sqrt(need.whole - need.least)) / wish);
}
