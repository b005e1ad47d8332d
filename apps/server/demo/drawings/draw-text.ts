import type { BlockModel } from '@aizoomdoc/documents';
import type { Area, Canvas } from './canvas.ts';
import { drawTable } from './draw-table.ts';

const heading = /^#{2,6}\s+(.*)$/u;

/** Draws the headings, paragraphs and tables of a block from its top left corner. @returns its height, mm */
export function drawText(canvas: Canvas, block: BlockModel, place: Omit<Area, 'height'>): number {
  return drawLines(canvas, block, { ...place, size: 3.4, headSize: 4.2, gap: 1.6, isCentred: false });
}

/** Draws a title page: large, every line in the middle. @returns its height, mm */
export function drawTitlePage(canvas: Canvas, block: BlockModel, place: Omit<Area, 'height'>): number {
  return drawLines(canvas, block, { ...place, size: 5, headSize: 8, gap: 9, isCentred: true });
}

interface Lines extends Omit<Area, 'height'> {
  size: number;
  headSize: number;
  gap: number;
  isCentred: boolean;
}

function drawLines(canvas: Canvas, block: BlockModel, { x, y, width, ...look }: Lines): number {
  const tables = [...block.tables];
  const lines = block.text.split('\n').map((line) => line.trim());
  let top = y;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    if (!isRow(line)) top += drawLine(canvas, line, { x, y: top, width, ...look });
    else if (!isRow(lines[index - 1])) {
      const table = tables.shift();
      if (table !== undefined) top += drawTable(canvas, table, { x, y: top, width }) + look.gap;
    }
  }
  return top - y;
}

const isRow = (line: string | undefined) => line?.startsWith('|') === true;

/** A heading or a paragraph. @returns its height with what is left below it */
function drawLine(
  canvas: Canvas,
  line: string,
  { x, y, width, size, headSize, gap, isCentred }: Lines,
): number {
  const [, title] = heading.exec(line) ?? [];
  const text = (title ?? line).replaceAll('**', '');
  const style = { size: title === undefined ? size : headSize, bold: title !== undefined, width };
  canvas.text(text, [x, y], { ...style, align: title === undefined && !isCentred ? 'left' : 'center' });
  return canvas.textHeight(text, style) + gap;
}
