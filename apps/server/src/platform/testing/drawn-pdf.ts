import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';

/** A word on a page that a test draws: points from the left and from the top, before rotation. */
export interface DrawnWord {
  text: string;
  x: number;
  y: number;
  size?: number;
}

export interface DrawnPage {
  /** Points, of the MediaBox. */
  width?: number;
  height?: number;
  words?: readonly DrawnWord[];
  /** `[left, bottom, right, top]` */
  cropBox?: [number, number, number, number];
  rotation?: 90 | 180 | 270;
  /** Lines across the page, so that there is something to see. */
  lines?: number;
  /** Path or bytes of a picture that covers the page. */
  picture?: string | Buffer;
}

/** What the documents' engine draws missing letters with. */
const cyrillicFont = path.resolve(
  createRequire(createRequire(import.meta.url).resolve('@aizoomdoc/documents/pdf')).resolve(
    '@embedpdf/fonts-latin',
  ),
  '../../fonts/NotoSans-Regular.ttf',
);

/** A PDF of drawn pages; letters are those of Helvetica, and of Noto Sans where there are Russian ones. */
export async function drawnPdf(
  pages: readonly DrawnPage[],
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer<ArrayBuffer>> {
  const document = new PDFDocument({ autoFirstPage: false, compress: false, ...options });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const page of pages) drawPage(document, page);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawPage(document: PDFKit.PDFDocument, page: DrawnPage): void {
  const { width = 400, height = 300, words = [], cropBox, rotation, lines = 0, picture } = page;
  document.addPage({ size: [width, height], margin: 0 });
  const { data } = document.page.dictionary as unknown as { data: Record<string, unknown> };
  if (cropBox) data.CropBox = cropBox;
  if (rotation) data.Rotate = rotation;
  if (picture !== undefined) document.image(picture, 0, 0, { width, height });
  for (let line = 0; line < lines; line++) {
    document
      .moveTo(0, ((line + 0.5) * height) / lines)
      .lineTo(width, ((line * 7919) % height) + 0.5)
      .stroke();
  }
  for (const { text, x, y, size = 12 } of words)
    document
      .font(/[а-яё]/i.test(text) ? cyrillicFont : 'Helvetica')
      .fontSize(size)
      .text(text, x, y, { lineBreak: false });
}
