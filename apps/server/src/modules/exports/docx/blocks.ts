import {
  AlignmentType,
  BorderStyle,
  Table as DocxTable,
  type FileChild,
  HeadingLevel,
  type IParagraphOptions,
  LevelFormat,
  type NumberingDefinition,
  Paragraph,
  ShadingType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Inline, Table } from '../text/blocks.ts';
import { fonts, headingSizes, ink, sizes, textWidth } from './look.ts';
import { toRuns } from './runs.ts';

/** Where a block stands. */
export interface Position {
  /** From the left edge of the text. */
  indent: number;
  /** How many lists are around it. */
  depth: number;
  /** In a quote. */
  quoted: boolean;
}

export const topLevel: Position = { indent: 0, depth: 0, quoted: false };

const step = 400;

export function toParts(blocks: readonly Block[], position: Position = topLevel): FileChild[] {
  return blocks.flatMap((block) => toPart(block, position));
}

export function toPart(block: Block, position: Position = topLevel): FileChild[] {
  switch (block.kind) {
    case 'paragraph':
      return [paragraph(block.inlines, position)];
    case 'heading': {
      const size = headingSizes[block.level - 1] ?? sizes.body;
      const children = toRuns(block.inlines, { bold: true, italics: false, size, color: ink.text });
      const heading = headings[block.level - 1] ?? HeadingLevel.HEADING_6;
      const look = { spacing: { before: 200, after: 80 }, indent: { left: position.indent } };
      return [new Paragraph({ children, heading, keepNext: true, ...look })];
    }
    case 'list':
      return listToParts(block, position);
    case 'quote':
      return toParts(block.blocks, { ...position, indent: position.indent + 280, quoted: true });
    case 'code':
      return [codeToPart(block.text, position)];
    case 'rule':
      return [new Paragraph({ border: { bottom: line }, spacing: { after: 120 } })];
    case 'table':
      return [tableToPart(block), new Paragraph({ spacing: { after: 60 } })];
    default:
      return [new Paragraph({ children: [new TextRun({ text: block.caption, italics: true })] })];
  }
}

/** The export's own parts are headings of the first level. */
const headings = [
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
];

const line = { style: BorderStyle.SINGLE, size: 6, color: ink.line, space: 1 } as const;

function paragraph(
  inlines: readonly Inline[],
  { indent, quoted }: Position,
  more: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({
    children: toRuns(inlines),
    indent: { left: indent },
    ...(quoted && { border: { left: { ...line, size: 18, space: 10 } } }),
    ...more,
  });
}

function listToParts(list: Extract<Block, { kind: 'list' }>, position: Position): FileChild[] {
  const indent = position.indent + step;
  const inside = { ...position, indent, depth: position.depth + 1 };
  const level = Math.min(8, position.depth);
  const reference = definitionOf(list, level, indent);
  return list.items.flatMap((item, index) => {
    const numbering = { reference, level, restart: index === 0 };
    const [first, ...rest] = item;
    const spacing = { after: 50 };
    if (first?.kind !== 'paragraph') {
      return [new Paragraph({ numbering, spacing }), ...toParts(item, inside)];
    }
    return [new Paragraph({ children: toRuns(first.inlines), numbering, spacing }), ...toParts(rest, inside)];
  });
}

function definitionOf(
  { ordered, start }: Extract<Block, { kind: 'list' }>,
  level: number,
  left: number,
): NumberingDefinition {
  const look = {
    level,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left, hanging: step - 60 } } },
  };
  return ordered
    ? {
        reference: `numbers-${start}-${level}-${left}`,
        levels: [{ ...look, format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start }],
      }
    : { reference: `bullets-${level}-${left}`, levels: [{ ...look, format: LevelFormat.BULLET, text: '•' }] };
}

function codeToPart(text: string, { indent }: Position): Paragraph {
  const children = text.split('\n').map((row, index) => {
    const run = { text: row.replaceAll('\t', '    '), font: fonts.mono, size: sizes.small };
    return new TextRun(index === 0 ? run : { ...run, break: 1 });
  });
  const shading = { type: ShadingType.CLEAR, fill: ink.wash } as const;
  return new Paragraph({ children, shading, indent: { left: indent }, spacing: { before: 60, after: 140 } });
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

function tableToPart({ header, rows, align }: Table): DocxTable {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
  const count = Math.max(1, header.length);
  const columnWidths = shareWidth({ header, rows }, count);
  const toRow = (cells: readonly Inline[][], isHeader: boolean) =>
    new TableRow({
      ...(isHeader && { tableHeader: true, cantSplit: true }),
      children: Array.from({ length: count }, (_, index) => {
        const children = toRuns(cells[index] ?? [], { size: sizes.table, ...(isHeader && { bold: true }) });
        const alignment = alignments[align[index] ?? 'left'];
        return new TableCell({
          width: { size: columnWidths[index] ?? 0, type: WidthType.DXA },
          margins: { top: 50, bottom: 50, left: 90, right: 90 },
          ...(isHeader && { shading: { type: ShadingType.CLEAR, fill: ink.wash } }),
          children: [new Paragraph({ children, alignment, spacing: { after: 0, line: 250 } })],
        });
      }),
    });
  return new DocxTable({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: [toRow(header, true), ...rows.map((row) => toRow(row, false))],
  });
}

/** By the length of what stands in the columns; rows of numbers beside a column of prose stay narrow. */
function shareWidth({ header, rows }: Pick<Table, 'header' | 'rows'>, count: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => {
    const lengths = [header, ...rows.slice(0, 300)].map((row) => lengthOf(row[index] ?? []));
    return Math.min(60, Math.max(6, ...lengths)) + 3;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.floor((weight / total) * textWidth));
}

function lengthOf(inlines: readonly Inline[]): number {
  return inlines.reduce((sum, inline) => sum + (inline.kind === 'text' ? inline.text.length : 2), 0);
}
