import { openDocument, type PdfDocument, type PdfPage } from '../open-document.ts';
import type { Pdfium } from '../pdfium.ts';
import { documentKey, type PdfSource } from './messages.ts';

const maxDocuments = 8;
const maxPages = 6;
/** Of all loaded pages; an object takes some 250–450 bytes of the heap. */
const maxObjects = 800_000;

interface LoadedPage {
  page: PdfPage;
  number: number;
  objects: number;
  siblings: Map<number, LoadedPage>;
}

interface OpenDocument {
  document: PdfDocument;
  pages: Map<number, LoadedPage>;
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
  // Both in the order of use: a Map and a Set keep the order of insertion.
  const open = new Map<string, OpenDocument>();
  const loaded = new Set<LoadedPage>();

  const closePage = (entry: LoadedPage) => {
    entry.siblings.delete(entry.number);
    loaded.delete(entry);
    entry.page.close();
  };
  const closeDocument = (key: string, { document, pages }: OpenDocument) => {
    for (const page of pages.values()) closePage(page);
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

  const makeRoomForPages = () => {
    const objects = () => [...loaded].reduce((sum, entry) => sum + entry.objects, 0);
    for (const oldest of loaded) {
      if (loaded.size === 1 || (loaded.size <= maxPages && objects() <= maxObjects)) return;
      closePage(oldest);
    }
  };
  const load = ({ document, pages }: OpenDocument, number: number): LoadedPage => {
    const page = document.loadPage(number);
    const objects = pdfium.api.FPDFPage_CountObjects(page.handle);
    const entry = { page, number, objects, siblings: pages };
    pages.set(number, entry);
    return entry;
  };

  return {
    document: (source) => obtain(source).document,
    page(source, number) {
      const owner = obtain(source);
      const entry = owner.pages.get(number) ?? load(owner, number);
      loaded.delete(entry);
      loaded.add(entry);
      makeRoomForPages();
      return entry.page;
    },
    keys: () => [...open.keys()],
    closeAll() {
      for (const [key, entry] of open) closeDocument(key, entry);
    },
  };
}
