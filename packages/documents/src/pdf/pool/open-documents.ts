import { openDocument, type PdfDocument, type PdfPage } from '../open-document.ts';
import type { Pdfium } from '../pdfium.ts';
import { documentKey, type PdfSource } from './messages.ts';

const maxDocuments = 8;
const maxPages = 6;

interface OpenDocument {
  document: PdfDocument;
  pages: Map<number, PdfPage>;
}

/** What a worker keeps open between tasks: parsing a sheet again would cost ten times its drawing. */
export interface OpenDocuments {
  document(source: PdfSource): PdfDocument;
  page(source: PdfSource, number: number): PdfPage;
  /** Keys of the open ones, least recently used first. */
  keys(): string[];
  closeAll(): void;
}

export function createOpenDocuments(pdfium: Pdfium, maxBytes: number): OpenDocuments {
  // Both in the order of use: a Map keeps the order of insertion.
  const open = new Map<string, OpenDocument>();
  const pages = new Map<PdfPage, Map<number, PdfPage>>();

  const closePage = (page: PdfPage, number: number) => {
    pages.get(page)?.delete(number);
    pages.delete(page);
    page.close();
  };
  const closeDocument = (key: string, { document, pages: own }: OpenDocument) => {
    for (const [number, page] of own) closePage(page, number);
    open.delete(key);
    document.close();
  };
  const makeRoom = () => {
    const bytes = () => [...open.values()].reduce((sum, { document }) => sum + document.byteLength, 0);
    for (const [key, entry] of open) {
      if (open.size <= maxDocuments && (open.size === 1 || bytes() <= maxBytes)) return;
      closeDocument(key, entry);
    }
  };
  const obtain = (source: PdfSource): OpenDocument => {
    const key = documentKey(source);
    const known = open.get(key);
    const entry = known ?? { document: openDocument(pdfium, source.path, source), pages: new Map() };
    open.delete(key);
    open.set(key, entry);
    if (!known) makeRoom();
    return entry;
  };

  return {
    document: (source) => obtain(source).document,
    page(source, number) {
      const entry = obtain(source);
      const page = entry.pages.get(number) ?? entry.document.loadPage(number);
      entry.pages.set(number, page);
      pages.delete(page);
      pages.set(page, entry.pages);
      const [oldest] = pages.keys();
      if (pages.size > maxPages && oldest) {
        for (const [oldNumber, candidate] of pages.get(oldest) ?? []) {
          if (candidate === oldest) closePage(oldest, oldNumber);
        }
      }
      return page;
    },
    keys: () => [...open.keys()],
    closeAll() {
      for (const [key, entry] of open) closeDocument(key, entry);
    },
  };
}
