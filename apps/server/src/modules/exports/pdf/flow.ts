import type { Inline } from '../text/blocks.ts';
import type { Fonts } from './fonts.ts';
import { breakLines, type Line } from './lines.ts';
import { page, pageBottom, type TextStyle, textWidth } from './style.ts';
import type { Piece } from './words.ts';

/** A column that is written into: its left edge and its width. */
export interface Column {
  x: number;
  width: number;
  /** Drawn beside each line, e.g. the bar of a quote. */
  beside?: (top: number, height: number) => void;
}

export const wholeWidth: Column = { x: page.left, width: textWidth };

/** The paper being written: one place after another, page after page. */
export interface Flow {
  readonly pdf: PDFKit.PDFDocument;
  readonly fonts: Fonts;
  /** Top of what comes next. */
  y: number;
  /** Left on this page. */
  room(): number;
  newPage(): void;
  /** Leaves a gap, but not at the top of a page. */
  gap(height: number): void;
  /** Goes to a new page when there is less room. */
  ensure(height: number): void;
  text(inlines: readonly Inline[], style: TextStyle, column?: Column): void;
  /** One line at `y`, which does not move. */
  line(line: Line, place: { x: number; top: number; style: TextStyle }): void;
}

export const sourceAnchor = (number: number) => `source-${number}`;

export function createFlow(pdf: PDFKit.PDFDocument, fonts: Fonts): Flow {
  const flow: Flow = {
    pdf,
    fonts,
    y: page.top,
    room: () => pageBottom - flow.y,
    newPage() {
      pdf.addPage();
      flow.y = page.top;
    },
    gap(height) {
      if (flow.y > page.top) flow.y = Math.min(flow.y + height, pageBottom);
    },
    ensure(height) {
      if (flow.room() < height && flow.y > page.top) flow.newPage();
    },
    text(inlines, style, column = wholeWidth) {
      const height = style.size * style.leading;
      const lines = breakLines(inlines, { fonts, style, width: column.width });
      // Neither the first nor the last line of a paragraph stands alone on a page.
      if (lines.length <= 3) flow.ensure(lines.length * height);
      for (const [index, line] of lines.entries()) {
        flow.ensure(index === lines.length - 2 ? height * 2 : height);
        column.beside?.(flow.y, height);
        flow.line(line, { x: column.x, top: flow.y, style });
        flow.y += height;
      }
    },
    line(line, { x, top, style }) {
      const height = style.size * style.leading;
      const baseline = top + height * 0.5 + style.size * 0.35;
      let left = x;
      for (const piece of line.pieces) {
        drawPiece(pdf, piece, { left, top, baseline, height });
        left += piece.width;
      }
    },
  };
  return flow;
}

interface Place {
  left: number;
  top: number;
  baseline: number;
  height: number;
}

function drawPiece(pdf: PDFKit.PDFDocument, piece: Piece, { left, top, baseline, height }: Place): void {
  const { text, font, size, color, rise, look, width, source } = piece;
  pdf.font(font).fontSize(size).fillColor(color);
  pdf.text(text, left, baseline - rise, { lineBreak: false, baseline: 'alphabetic' });
  if (look.strike) strikeOut(pdf, piece, left, baseline);
  if (look.href !== undefined) pdf.link(left, top, width, height, look.href);
  if (source !== undefined) pdf.goTo(left, top, width, height, sourceAnchor(source));
}

function strikeOut(
  pdf: PDFKit.PDFDocument,
  { size, color, width }: Piece,
  left: number,
  baseline: number,
): void {
  const y = baseline - size * 0.28;
  pdf
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.6)
    .strokeColor(color)
    .stroke();
}
