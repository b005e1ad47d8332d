import { readFileSync } from 'node:fs';
import type { Report, ReportBlock, Source } from '../report/report.ts';
import { plain } from '../text/blocks.ts';
import { drawBlock } from './draw-blocks.ts';
import { type Column, type Flow, sourceAnchor, wholeWidth } from './flow.ts';
import { ink, page, styles, textWidth } from './style.ts';

type Part<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { kind: Kind }>;

/** Draws the whole report; pages come as they are needed. */
export function drawReport(flow: Flow, report: Report): void {
  for (const block of report.blocks) drawPart(flow, block);
  numberPages(flow.pdf, report.title);
}

function drawPart(flow: Flow, block: ReportBlock): void {
  switch (block.kind) {
    case 'cover':
      drawCover(flow, block);
      break;
    case 'turn':
      drawTurn(flow, block);
      break;
    case 'section':
      drawSection(flow, block);
      break;
    case 'notice':
      drawNotice(flow, block);
      break;
    case 'figure':
      drawFigure(flow, block);
      break;
    case 'source':
      drawSource(flow, block.source);
      break;
    default:
      drawBlock(flow, block);
  }
}

function drawCover(flow: Flow, { title, subtitle, facts }: Part<'cover'>): void {
  flow.text([plain(`AIZoomDoc · ${subtitle}`)], { ...styles.small, color: ink.accent, bold: true });
  flow.gap(5);
  flow.text([plain(title)], styles.title);
  flow.gap(9);
  const column: Column = { x: wholeWidth.x + 104, width: textWidth - 104 };
  for (const [name, value] of facts) {
    flow.ensure(30);
    const top = flow.y;
    flow.text([plain(name)], styles.small, { x: wholeWidth.x, width: 100 });
    flow.y = top;
    flow.text([plain(value)], { ...styles.small, color: ink.text }, column);
    flow.y += 1;
  }
  flow.gap(9);
  const { x, width } = wholeWidth;
  flow.pdf
    .moveTo(x, flow.y)
    .lineTo(x + width, flow.y)
    .lineWidth(1.2)
    .strokeColor(ink.accent)
    .stroke();
  flow.y += 14;
}

function drawTurn(flow: Flow, { title, meta, isQuestion }: Part<'turn'>): void {
  flow.gap(14);
  flow.ensure(86);
  flow.pdf.outline.addItem(title);
  const color = isQuestion ? ink.soft : ink.accent;
  const height = 17;
  flow.pdf.roundedRect(wholeWidth.x, flow.y, 3, height, 1.5).fill(color);
  const top = flow.y;
  const inside: Column = { x: wholeWidth.x + 11, width: textWidth - 11 };
  flow.text([plain(title)], { size: 12, leading: 1.4, color: ink.text, bold: true }, inside);
  const beside = flow.fonts.width(title, 'bold', 12) + 12;
  const after = flow.y;
  flow.y = top + 2.6;
  flow.text([plain(meta)], styles.small, { x: inside.x + beside, width: inside.width - beside });
  flow.y = Math.max(after, flow.y);
  flow.gap(5);
}

function drawSection(flow: Flow, { title }: Part<'section'>): void {
  flow.gap(18);
  flow.ensure(90);
  flow.pdf.outline.addItem(title);
  flow.text([plain(title)], styles.section);
  flow.gap(6);
}

const tones = { plain: ink.soft, good: ink.good, warning: ink.warning } as const;

function drawNotice(flow: Flow, { tone, text, items }: Part<'notice'>): void {
  const { pdf } = flow;
  const column: Column = {
    x: wholeWidth.x + 12,
    width: textWidth - 22,
    beside(top, height) {
      pdf.rect(wholeWidth.x, top, textWidth, height + 0.3).fill(ink.wash);
      pdf.rect(wholeWidth.x, top, 2.5, height + 0.3).fill(tones[tone]);
    },
  };
  const margin = () => {
    if (flow.room() < 4) return;
    column.beside?.(flow.y, 4);
    flow.y += 4;
  };
  const style = { ...styles.small, leading: 1.6, color: ink.text };
  flow.gap(4);
  flow.ensure(40);
  margin();
  flow.text([plain(text, items.length > 0 ? { bold: true } : {})], style, column);
  for (const item of items) flow.text([plain(`•\u00a0\u00a0${item}`)], style, column);
  margin();
  flow.gap(9);
}

/** The picture as large as the width allows, but not more than this share of a page's height. */
const tallest = 0.6 * (page.height - page.top - page.bottom);

function drawFigure(flow: Flow, { picture, caption }: Part<'figure'>): void {
  const image = openImage(flow.pdf, picture.file);
  if (image === null) {
    flow.text([plain(`[${caption}: картинки нет]`, { italic: true })], styles.caption);
    flow.gap(8);
    return;
  }
  const scale = Math.min(textWidth / image.width, tallest / image.height, 0.75);
  const [width, height] = [image.width * scale, image.height * scale];
  flow.gap(6);
  flow.ensure(height + 44);
  const x = wholeWidth.x + (textWidth - width) / 2;
  flow.pdf.image(image, x, flow.y, { width, height });
  flow.pdf.rect(x, flow.y, width, height).lineWidth(0.5).strokeColor(ink.line).stroke();
  flow.y += height + 5;
  flow.text([plain(caption)], styles.caption);
  flow.gap(10);
}

/** What pdfkit gives for an opened picture, which its types call by another name. */
type OpenImage = PDFKit.Mixins.ImageSrc & { width: number; height: number };

function openImage(pdf: PDFKit.PDFDocument, file: string | null): OpenImage | null {
  if (file === null) return null;
  try {
    return (pdf as unknown as { openImage(bytes: Buffer): OpenImage }).openImage(readFileSync(file));
  } catch {
    return null;
  }
}

function drawSource(flow: Flow, { number, title, place, code, quotes, missing }: Source): void {
  const column: Column = { x: wholeWidth.x + 24, width: textWidth - 24 };
  const style = { ...styles.body, size: 9, leading: 1.45 };
  flow.ensure(48);
  flow.pdf.addNamedDestination(sourceAnchor(number), 'XYZ', 0, flow.y - 8, null);
  const top = flow.y;
  flow.text([plain(`${number}.`, { bold: true })], { ...style, color: ink.accent }, wholeWidth);
  flow.y = top;
  const where = `, ${place}${code === null ? '' : ', '}`;
  const block = code === null ? [] : [plain(code, { mono: true })];
  flow.text([plain(title, { bold: true }), plain(where), ...block], style, column);
  if (missing) flow.text([plain('Документа больше нет или он вам не виден.')], styles.caption, column);
  for (const quote of quotes)
    flow.text([plain(`«${quote}»`)], { ...style, size: 8.5, color: ink.soft }, column);
  flow.gap(7);
}

function numberPages(pdf: PDFKit.PDFDocument, title: string): void {
  const { start, count } = pdf.bufferedPageRange();
  const name = title.length > 70 ? `${title.slice(0, 69).toWellFormed()}…` : title;
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    const y = page.height - 34;
    pdf.font('text').fontSize(8).fillColor(ink.soft);
    pdf.text(name, page.left, y, { lineBreak: false, baseline: 'alphabetic' });
    const number = `${index + 1} / ${count}`;
    const width = pdf.widthOfString(number);
    pdf.text(number, page.width - page.right - width, y, { lineBreak: false, baseline: 'alphabetic' });
  }
}
