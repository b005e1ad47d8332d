import { type Block, plain } from '../text/blocks.ts';
import { drawTable } from './draw-table.ts';
import { type Column, type Flow, wholeWidth } from './flow.ts';
import { breakLines } from './lines.ts';
import { headingStyle, ink, styles } from './style.ts';

/** Draws the blocks of a text, one below the other. */
export function drawBlocks(flow: Flow, blocks: readonly Block[], column: Column = wholeWidth): void {
  for (const block of blocks) drawBlock(flow, block, column);
}

export function drawBlock(flow: Flow, block: Block, column: Column = wholeWidth): void {
  switch (block.kind) {
    case 'paragraph':
      flow.text(block.inlines, styles.body, column);
      flow.gap(6);
      break;
    case 'heading': {
      const style = headingStyle(block.level);
      flow.gap(7);
      flow.ensure(style.size * style.leading + 40);
      flow.text(block.inlines, style, column);
      flow.gap(4);
      break;
    }
    case 'list':
      drawList(flow, block, column);
      break;
    case 'quote':
      drawBlocks(flow, block.blocks, quoteColumn(flow, column));
      flow.gap(2);
      break;
    case 'code':
      drawCode(flow, block.text, column);
      break;
    case 'rule':
      flow.ensure(16);
      drawRule(flow, column);
      break;
    case 'table':
      flow.gap(3);
      drawTable(flow, block, column);
      flow.gap(10);
      break;
    case 'picture':
      flow.text([plain(block.caption, { italic: true })], styles.body, column);
      flow.gap(6);
  }
}

const bullets = ['•', '–', '·'];

function drawList(flow: Flow, list: Extract<Block, { kind: 'list' }>, column: Column): void {
  const bullet = bullets[Math.min(bullets.length - 1, Math.round((column.x - wholeWidth.x) / 18))] ?? '•';
  const last = `${list.start + list.items.length - 1}.`;
  const indent = list.ordered ? Math.max(18, flow.fonts.width(last, 'text', styles.body.size) + 7) : 16;
  for (const [index, item] of list.items.entries()) {
    const sign = list.ordered ? `${list.start + index}.` : bullet;
    const [line] = breakLines([plain(sign)], { fonts: flow.fonts, style: styles.body, width: indent });
    flow.ensure(styles.body.size * styles.body.leading * 2);
    if (line !== undefined) {
      const x = list.ordered ? column.x + indent - 6 - line.width : column.x + 3;
      flow.line(line, { x, top: flow.y, style: styles.body });
    }
    const width = Math.max(60, column.width - indent);
    const before = flow.y;
    drawBlocks(flow, item, { ...column, x: column.x + indent, width });
    if (flow.y === before) flow.y += styles.body.size * styles.body.leading;
    // Lines of one list stand closer than paragraphs.
    if (item.length === 1 && item[0]?.kind === 'paragraph') flow.y -= 3;
  }
  flow.gap(4);
}

function quoteColumn({ pdf }: Flow, { x, width, beside }: Column): Column {
  return {
    x: x + 14,
    width: Math.max(60, width - 14),
    beside(top, height) {
      beside?.(top, height);
      pdf.rect(x + 3, top, 2, height).fill(ink.line);
    },
  };
}

function drawCode(flow: Flow, text: string, column: Column): void {
  const { pdf } = flow;
  const inside: Column = {
    x: column.x + 8,
    width: Math.max(60, column.width - 16),
    beside(top, height) {
      column.beside?.(top, height);
      pdf.rect(column.x, top, column.width, height + 0.3).fill(ink.wash);
    },
  };
  flow.gap(2);
  for (const line of text.split('\n')) {
    // Spaces at a line's beginning and between words are part of the code.
    const kept = line.replaceAll('\t', '    ').replaceAll(' ', '\u00a0');
    flow.text([plain(kept, { mono: true })], styles.code, inside);
  }
  flow.gap(9);
}

function drawRule(flow: Flow, { x, width }: Column): void {
  flow.gap(4);
  flow.pdf
    .moveTo(x, flow.y)
    .lineTo(x + width, flow.y)
    .lineWidth(0.6)
    .strokeColor(ink.line)
    .stroke();
  flow.y += 8;
}
