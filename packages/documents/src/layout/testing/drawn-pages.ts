import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { loadPdfium, openDocument, type PageContent, readPageContent } from '../../pdf/index.ts';

export type Drawing = InstanceType<typeof PDFDocument>;

const fonts = path.dirname(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-latin')));
const font = path.join(fonts, 'fonts/NotoSans-Regular.ttf');
export const pointsAMillimetre = 72 / 25.4;

/** Bytes of a PDF drawn with pdfkit in a Cyrillic font; the first page is there, A4 unless told. */
export function drawnPdf(
  draw: (document: Drawing) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 0, ...options });
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.on('end', () => resolve(Buffer.concat(chunks)));
  document.on('error', reject);
  document.font(font).fontSize(10);
  draw(document);
  document.end();
  return promise;
}

/** What PDFium reads from it. */
export async function drawnPages(
  draw: (document: Drawing) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<PageContent[]> {
  return pagesOf(await drawnPdf(draw, options));
}

export async function pagesOf(bytes: Uint8Array): Promise<PageContent[]> {
  const document = openDocument(await loadPdfium(), bytes);
  const pages = Array.from({ length: document.pageCount }, (_, index) => {
    const page = document.loadPage(index + 1);
    const content = readPageContent(page);
    page.close();
    return content;
  });
  document.close();
  return pages;
}

type Place = readonly [x: number, y: number];

/** One line at a place, no wrapping. */
export function write(document: Drawing, text: string, [x, y]: Place, size = 10): void {
  document.fontSize(size).text(text, x, y, { lineBreak: false });
}

/** A paragraph wrapped to a column; returns the lower edge. */
export function column(document: Drawing, text: string, [x, y]: Place, width: number): number {
  document.fontSize(10).text(text, x, y, { width, align: 'left', lineGap: 1 });
  return document.y;
}

/** Borders of cells between the given edges, all of them. */
export function grid(document: Drawing, xs: readonly number[], ys: readonly number[]): void {
  for (const x of xs)
    document
      .moveTo(x, ys[0] ?? 0)
      .lineTo(x, ys.at(-1) ?? 0)
      .stroke();
  for (const y of ys)
    document
      .moveTo(xs[0] ?? 0, y)
      .lineTo(xs.at(-1) ?? 0, y)
      .stroke();
}
