import type { TableModel } from '@aizoomdoc/documents';
import { type Area, type Canvas, weights } from './canvas.ts';

const textSize = 3.2;
const padding = 1.2;

type Row = readonly string[];

/** Draws a table from its top left corner. @returns its height, mm */
export function drawTable(canvas: Canvas, table: TableModel, { x, y, width }: Omit<Area, 'height'>): number {
  const columns = columnWidths(canvas, table, width);
  const rows: [Row, boolean][] = [
    [table.header, true],
    ...table.rows.map((row): [Row, boolean] => [row, false]),
  ];
  let top = y;
  for (const [row, isHeader] of rows) {
    const height = rowHeight(canvas, { row, columns, isHeader });
    let left = x;
    for (const [at, column] of columns.entries()) {
      drawCell(canvas, row[at] ?? '', { area: { x: left, y: top, width: column, height }, isHeader });
      left += column;
    }
    top += height;
    canvas.line(
      [
        [x, top],
        [x + width, top],
      ],
      { weight: isHeader ? weights.main : weights.thin },
    );
  }
  canvas.rect({ x, y, width, height: top - y }, { weight: weights.main });
  return top - y;
}

const isBold = (cell: string, isHeader: boolean) =>
  isHeader || /^(Итого|Всего|Квартира|Места общего)/u.test(cell);
const inner = (column: number) => column - 2 * padding;

function rowHeight(
  canvas: Canvas,
  { row, columns, isHeader }: { row: Row; columns: readonly number[]; isHeader: boolean },
): number {
  const heights = columns.map((column, at) =>
    canvas.textHeight(row[at] || ' ', {
      size: textSize,
      bold: isBold(row[at] ?? '', isHeader),
      width: inner(column),
    }),
  );
  return Math.max(...heights) + (isHeader ? 2.4 : 1.4);
}

function drawCell(canvas: Canvas, text: string, { area, isHeader }: { area: Area; isHeader: boolean }): void {
  const { x, y, width, height } = area;
  canvas.line(
    [
      [x, y],
      [x, y + height],
    ],
    { weight: weights.main },
  );
  if (text.trim() === '') return;
  const style = { size: textSize, bold: isBold(text, isHeader), width: inner(width) };
  const tall = canvas.textHeight(text, style);
  const align = isHeader || /^[\d\s.,×+−–-]{1,12}$/u.test(text) ? 'center' : 'left';
  canvas.text(text, [x + padding, y + (height - tall) / 2], { ...style, align });
}

/** As wide as the contents want; where there is too little room the widest give way, but not below their longest word. */
function columnWidths(canvas: Canvas, { header, rows }: TableModel, width: number): number[] {
  const measure = (text: string, bold: boolean) => canvas.textWidth(text, { size: textSize, bold });
  const words = (text: string) => text.split(/\s+/u);
  const wanted = header.map((name, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    const longest = Math.max(
      ...words(name).map((word) => measure(word, true)),
      ...cells.map((cell) => measure(cell, isBold(cell, false))),
    );
    return longest + 2 * padding + 0.6;
  });
  const least = header.map((name, at) => {
    const all = [...words(name), ...rows.flatMap((row) => words(row[at] ?? ''))];
    return Math.max(...all.map((word) => measure(word, true))) + 2 * padding + 0.6;
  });
  const total = wanted.reduce((sum, each) => sum + each, 0);
  if (total <= width) return wanted.map((each) => each + ((width - total) * each) / total);
  const give = wanted.map((each, at) => each - (least[at] ?? 0));
  const spare = give.reduce((sum, each) => sum + each, 0);
  return wanted.map((each, at) => each - ((total - width) * (give[at] ?? 0)) / spare);
}
