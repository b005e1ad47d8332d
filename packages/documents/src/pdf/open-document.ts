import { readFileSync, statSync } from 'node:fs';
import type { Box } from '../model.ts';
import { drawnAnnotations } from './drawn-annotations.ts';
import { hasPlainEncodingsOnly } from './fonts.ts';
import type { PageGeometry } from './page-content.ts';
import { pageGeometry } from './page-geometry.ts';
import { passwordBytes } from './passwords.ts';
import { PdfError, type PdfErrorCode } from './pdf-error.ts';
import type { Pdfium } from './pdfium.ts';
import { readUserUnits } from './user-units.ts';

/** An open PDF. Close it: PDFium's memory is not collected. */
export interface PdfDocument {
  readonly pdfium: Pdfium;
  /** FPDF_DOCUMENT. */
  readonly handle: number;
  readonly pageCount: number;
  readonly byteLength: number;
  /** @throws {PdfError} `page_not_found`; pages count from 1 */
  geometry(page: number): PageGeometry;
  /** Tells PDFium which fonts suit this document; before a page of it is drawn. */
  chooseFonts(): void;
  /** Parses the page's content. @throws {PdfError} `page_not_found`, `page_unreadable` */
  loadPage(page: number): PdfPage;
  close(): void;
}

export interface PdfPage {
  readonly document: PdfDocument;
  /** FPDF_PAGE. */
  readonly handle: number;
  readonly geometry: PageGeometry;
  /** Where annotations draw anything, with a margin. */
  drawnAnnotations(): Box[];
  close(): void;
}

export interface OpenOptions {
  password?: string;
  /** A larger file is refused with `too_large`; 512 MB unless told. */
  maxBytes?: number;
}

const defaultMaxBytes = 512 * 1024 * 1024;
/** A damaged tree of pages may claim millions. */
const maxPages = 20_000;

/** FPDF_GetLastError → the reason; 0 and 1 say nothing. */
const lastErrors: Record<number, PdfErrorCode> = { 4: 'password_required', 5: 'unsupported_encryption' };

/**
 * Opens a PDF from its bytes or from a path.
 * @throws {PdfError} `password_required`, `wrong_password`, `unsupported_encryption`, `damaged`, `empty`, `too_large`, `out_of_memory`
 */
export function openDocument(
  pdfium: Pdfium,
  file: Uint8Array | string,
  options: OpenOptions = {},
): PdfDocument {
  const size = typeof file === 'string' ? statSync(file).size : file.length;
  if (size === 0) throw new PdfError('empty');
  if (size > (options.maxBytes ?? defaultMaxBytes)) throw new PdfError('too_large');
  const bytes = typeof file === 'string' ? readFileSync(file) : file;
  const pointer = pdfium.allocate(bytes.length);
  pdfium.heap().set(bytes, pointer);
  try {
    const handle = openWithPassword(pdfium, { pointer, length: bytes.length }, options.password);
    return documentOf(pdfium, handle, { pointer, length: bytes.length });
  } catch (error) {
    if (!pdfium.isBroken()) pdfium.free(pointer);
    throw error;
  }
}

interface Stored {
  pointer: number;
  length: number;
}

function openWithPassword(pdfium: Pdfium, stored: Stored, password: string | undefined): number {
  for (const candidate of password ? passwordBytes(password) : [new Uint8Array()]) {
    const handle = loadDocument(pdfium, stored, candidate);
    if (handle !== 0) return handle;
    const code = lastErrors[pdfium.api.FPDF_GetLastError()] ?? 'damaged';
    if (code !== 'password_required') throw new PdfError(code);
  }
  throw new PdfError(password ? 'wrong_password' : 'password_required');
}

function loadDocument(pdfium: Pdfium, stored: Stored, password: Uint8Array): number {
  return pdfium.withBuffer(password.length + 1, (text) => {
    pdfium.heap().set(password, text);
    const values = [stored.pointer, stored.length, text];
    // Not the wrapped function: it takes the password as text, and here it is bytes.
    return pdfium.api.pdfium.ccall('FPDF_LoadMemDocument', 'number', ['number', 'number', 'number'], values);
  });
}

function documentOf(pdfium: Pdfium, handle: number, stored: Stored): PdfDocument {
  const { api } = pdfium;
  const pageCount = api.FPDF_GetPageCount(handle);
  if (pageCount <= 0 || pageCount > maxPages) {
    api.FPDF_CloseDocument(handle);
    throw new PdfError(pageCount > 0 ? 'too_large' : 'damaged');
  }
  let userUnits: Map<number, number> | undefined;
  let latinOnly: boolean | undefined;
  const checkPage = (page: number) => {
    if (!Number.isInteger(page) || page < 1 || page > pageCount) throw new PdfError('page_not_found');
  };
  const document: PdfDocument = {
    pdfium,
    handle,
    pageCount,
    byteLength: stored.length,
    geometry(page) {
      checkPage(page);
      userUnits ??= readUserUnits(pdfium, handle, stored);
      const index = page - 1;
      const objectNumber = userUnits.size > 0 ? api.EPDFDoc_GetPageObjectNumberByIndex(handle, index) : 0;
      return pageGeometry(pdfium, handle, { index, userUnit: userUnits.get(objectNumber) ?? 1 });
    },
    chooseFonts() {
      pdfium.fontPolicy.isLatinOnly = () => {
        latinOnly ??= hasPlainEncodingsOnly(Buffer.from(pdfium.heap().buffer, stored.pointer, stored.length));
        return latinOnly;
      };
    },
    loadPage(page) {
      checkPage(page);
      document.chooseFonts();
      const pageHandle = api.FPDF_LoadPage(handle, page - 1);
      if (pageHandle === 0) throw new PdfError('page_unreadable');
      showWholeBox(pdfium, pageHandle, () => document.geometry(page));
      // The search for a UserUnit may take longer than a picture, which needs none.
      let annotations: Box[] | undefined;
      return {
        document,
        handle: pageHandle,
        get geometry() {
          return document.geometry(page);
        },
        drawnAnnotations() {
          const shape = pageGeometry(pdfium, handle, { index: page - 1, userUnit: 1 });
          annotations ??= drawnAnnotations(pdfium, pageHandle, shape);
          return annotations;
        },
        close: () => api.FPDF_ClosePage(pageHandle),
      };
    },
    close() {
      if (pdfium.isBroken()) return;
      api.FPDF_CloseDocument(handle);
      pdfium.free(stored.pointer);
    },
  };
  return document;
}

/** PDFium makes a page of no size of a CropBox outside the MediaBox. */
function showWholeBox({ api }: Pdfium, page: number, geometry: () => PageGeometry): void {
  if (api.FPDF_GetPageWidthF(page) > 0 && api.FPDF_GetPageHeightF(page) > 0) return;
  api.FPDFPage_SetCropBox(page, ...geometry().cropBox);
}
