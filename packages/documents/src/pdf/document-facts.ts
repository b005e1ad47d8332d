import type { OutlineEntry } from '../layout/index.ts';
import type { PdfDocument } from './open-document.ts';
import type { Pdfium } from './pdfium.ts';

/** What a PDF says of itself, beside its pages. */
export interface DocumentFacts {
  /** `null` where the file has none, or one that names its maker's file («Чертёж1.dwg»). */
  title: string | null;
  outline: OutlineEntry[];
}

const maxEntries = 20_000;
const deepestLevel = 16;
const maxTextBytes = 4096;
const leftOverName =
  /\.(?:dwg|docx?|xlsx?|pptx?|indd|tmp|rtf|cdw|frw|rvt)$|^(?:microsoft word|untitled|без имени|документ\d*$)/iu;

export function readFacts(document: PdfDocument): DocumentFacts {
  const { pdfium, handle } = document;
  const title = readText(pdfium, (buffer, bytes) =>
    pdfium.api.FPDF_GetMetaText(handle, 'Title', buffer, bytes),
  );
  return {
    title: title === '' || leftOverName.test(title) ? null : title,
    outline: readOutline(pdfium, handle),
  };
}

/** UTF-16LE with a zero at its end, as PDFium gives text. */
function readText(pdfium: Pdfium, read: (buffer: number, bytes: number) => number): string {
  return pdfium.withBuffer(maxTextBytes, (buffer) => {
    const bytes = Math.min(maxTextBytes, read(buffer, maxTextBytes));
    if (bytes < 2) return '';
    const text = Buffer.from(pdfium.heap().slice(buffer, buffer + bytes - 2)).toString('utf16le');
    return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  });
}

/** Bookmarks in order; a bookmark that leads back to one before ends its branch. */
function readOutline(pdfium: Pdfium, document: number): OutlineEntry[] {
  const { api } = pdfium;
  const entries: OutlineEntry[] = [];
  const seen = new Set<number>();
  const open = [{ bookmark: api.FPDFBookmark_GetFirstChild(document, 0), level: 1 }];
  for (let next = open.pop(); next !== undefined && entries.length < maxEntries; next = open.pop()) {
    const { bookmark, level } = next;
    if (bookmark === 0 || seen.has(bookmark)) continue;
    seen.add(bookmark);
    const title = readText(pdfium, (buffer, bytes) => api.FPDFBookmark_GetTitle(bookmark, buffer, bytes));
    const target = api.FPDFBookmark_GetDest(document, bookmark);
    const index = target === 0 ? -1 : api.FPDFDest_GetDestPageIndex(document, target);
    if (title !== '') entries.push({ title, page: index < 0 ? null : index + 1, level });
    open.push({ bookmark: api.FPDFBookmark_GetNextSibling(document, bookmark), level });
    if (level < deepestLevel) {
      open.push({ bookmark: api.FPDFBookmark_GetFirstChild(document, bookmark), level: level + 1 });
    }
  }
  return entries;
}
