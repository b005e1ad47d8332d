import type { BlockModel, DocumentModel } from '@aizoomdoc/documents';
import { type Area, type Canvas, createCanvas } from './canvas.ts';
import { drawText, drawTitlePage } from './draw-text.ts';
import { drawFrame, drawStamp, type Format, margins, stampHeight, stampWidth } from './frame.ts';
import { type Column, type Layout, layouts } from './layouts.ts';
import { picturesOf } from './pictures.ts';
import { stampOf } from './stamp-of.ts';

/** Between blocks of a column, mm. */
const gap = 6;
/** The annotating program counts pixels at 300 dpi. */
const pixels = 300 / 25.4;

interface Placed {
  block: BlockModel;
  area: Area;
}

export interface Drawings {
  pdf: Buffer;
  /** `*_annotation.json`: where each block stands. */
  annotation: string;
}

/** Draws the sheets of the demo after its own text, and tells where each block is. @throws when something has no place, or too little */
export async function drawDemo(document: DocumentModel): Promise<Drawings> {
  const canvas = createCanvas();
  const pages = layouts.map((layout, index) => {
    const blocks = document.blocks.filter(({ page }) => page === index + 1);
    return { index, format: layout.format, placed: drawSheet(canvas, layout, blocks) };
  });
  const annotation = { pdf_path: 'dom-na-sadovoy-AR.pdf', pages: pages.map(annotate) };
  return { pdf: await canvas.finish(), annotation: `${JSON.stringify(annotation)}\n` };
}

const isStamp = (block: BlockModel) => block.text.startsWith('Основная надпись');

function drawSheet(
  canvas: Canvas,
  { format, columns, isTitle }: Layout,
  blocks: readonly BlockModel[],
): Placed[] {
  canvas.addSheet(format.width, format.height);
  drawFrame(canvas, format);
  const placed = columns.flatMap((column) =>
    drawColumn(canvas, { column, blocks, write: isTitle ? drawTitlePage : drawText }),
  );
  const stamp = blocks.find(isStamp);
  if (stamp !== undefined) {
    drawStamp(canvas, stampOf(stamp), format);
    placed.push({ block: stamp, area: stampArea(format) });
  }
  const missing = blocks.filter((block) => !placed.some((one) => one.block === block));
  if (missing.length > 0) throw new Error(`Нет места: ${missing.map(({ code }) => code).join(', ')}`);
  return placed;
}

interface Filling {
  column: Column;
  blocks: readonly BlockModel[];
  write: typeof drawText;
}

function drawColumn(canvas: Canvas, { column, blocks, write }: Filling): Placed[] {
  const { x, width, from, to, codes } = column;
  const pictures = picturesOf(blocks);
  let y = from;
  return codes.map((start) => {
    const block = blocks.find(({ code }) => code.startsWith(start));
    if (block === undefined) throw new Error(`Нет блока ${start}`);
    const picture = pictures.get(block.code);
    const height =
      picture === undefined ? write(canvas, block, { x, y, width }) : picture(canvas, { x, y, width });
    const area = { x, y, width, height };
    if (y + height > to) throw new Error(`${block.code}: не хватает ${Math.ceil(y + height - to)} мм`);
    y += height + gap;
    return { block, area };
  });
}

const stampArea = ({ width, height }: Format): Area => ({
  x: width - margins.edge - stampWidth,
  y: height - margins.edge - stampHeight,
  width: stampWidth,
  height: stampHeight,
});

function annotate({ index, format, placed }: { index: number; format: Format; placed: readonly Placed[] }) {
  return {
    page_number: index,
    width: Math.round(format.width * pixels),
    height: Math.round(format.height * pixels),
    blocks: placed.map(({ block, area }) => ({ ...describe(block, index), ...coordinates(area, format) })),
  };
}

function coordinates({ x, y, width, height }: Area, format: Format) {
  const edge = 1;
  const sides = [x - edge, y - edge, x + width + edge, y + height + edge] as const;
  return {
    coords_px: sides.map((side) => Math.round(side * pixels)),
    coords_norm: sides.map((side, at) =>
      Number((side / (at % 2 === 0 ? format.width : format.height)).toFixed(6)),
    ),
  };
}

const describe = (block: BlockModel, index: number) => ({
  id: block.code,
  page_index: index,
  block_type: block.kind,
  source: 'user',
  shape_type: 'rectangle',
  ...(isStamp(block) && { category_code: 'stamp' }),
});
