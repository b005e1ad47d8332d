export type { DocumentFacts } from './document-facts.ts';
export type { PictureFormat, PictureTone } from './encode-picture.ts';
export { failedPages } from './failed-pages.ts';
export { type OpenOptions, openDocument, type PdfDocument, type PdfPage } from './open-document.ts';
export type { PageContent, PageGeometry, PageWord, Rule } from './page-content.ts';
export { readWords } from './page-text.ts';
export { PdfError, type PdfErrorCode } from './pdf-error.ts';
export { loadPdfium, type Pdfium, type PdfiumOptions } from './pdfium.ts';
export { pictureSize } from './picture-size.ts';
export type { PdfInfo, PdfSource } from './pool/messages.ts';
export {
  createPdfPool,
  type PdfPool,
  type PdfPoolOptions,
  type Picture,
  type RenderRequest,
} from './pool.ts';
export { readPageContent } from './read-page-content.ts';
export { type PagesToRead, readPages } from './read-pages.ts';
export type { ReadPart } from './read-part.ts';
export { type PdfDocumentReading, type ReadPdfOptions, readPdf } from './read-pdf.ts';
export { type RegionPixels, type RegionRequest, renderRegion } from './render-region.ts';
