import { assembleDocument, emptyMemory, type OcrNeed } from '../layout/index.ts';
import type { DocumentModel, ReportEntry } from '../model.ts';
import { plainPage } from '../page.ts';
import { failedPages } from './failed-pages.ts';
import type { PdfSource } from './pool/messages.ts';
import type { PdfPool } from './pool.ts';
import { patiently, readPages } from './read-pages.ts';
import type { ReadPart } from './read-part.ts';

export interface ReadPdfOptions {
  /** Name of the file, for remarks, and for the title where the PDF has none. */
  file: string;
  signal?: AbortSignal;
  /** Pages done so far, of all. */
  onPage?: (done: number, total: number) => void;
  /** Pages after it are left out, with a remark; 20,000 unless told. */
  maxPages?: number;
}

export interface PdfDocumentReading {
  model: DocumentModel;
  report: ReportEntry[];
  /** Pages whose text layer will not do, for the OCR job. */
  needsOcr: OcrNeed[];
}

/** Few enough that a task stays short, enough that headers show that they repeat. */
const pagesAtOnce = 16;
const defaultMaxPages = 20_000;

/**
 * Reads a PDF page by page in the pool's workers; no more than a part of it is in work at a time. A page that cannot be read is reported
 * and left out.
 * @throws {PdfError} when the document cannot be opened; the reason of an aborted signal
 */
export async function readPdf(
  pool: PdfPool,
  source: PdfSource,
  options: ReadPdfOptions,
): Promise<PdfDocumentReading> {
  const signal = options.signal ?? new AbortController().signal;
  const facts = await patiently(() => pool.facts(source, { signal }), signal);
  const info = await patiently(() => pool.info(source, { signal }), signal);
  const total = Math.min(info.pageCount, options.maxPages ?? defaultMaxPages);
  const parts: ReadPart[] = [];
  let memory = emptyMemory;
  for (let first = 1; first <= total; first += pagesAtOnce) {
    const pages = Array.from(
      { length: Math.min(pagesAtOnce, total - first + 1) },
      (_, index) => first + index,
    );
    for (const part of await readPages(pool, source, { pages, memory, signal })) {
      parts.push(part);
      memory = part.memory;
    }
    options.onPage?.(first + pages.length - 1, total);
  }
  const failed = parts.flatMap((part) => part.failed);
  const title = facts.title ?? options.file.replace(/^.*\//u, '').replace(/\.pdf$/iu, '');
  const laidOut = assembleDocument(parts, { bytesHash: source.id, title, outline: facts.outline });
  addFailedPages(laidOut.model, failed);
  const remarks = [...laidOut.report, ...failedPages(failed), ...leftOutRemark(total, info.pageCount)];
  return {
    model: laidOut.model,
    needsOcr: laidOut.needsOcr,
    report: remarks.map((remark) => ({ file: options.file, ...remark })),
  };
}

function addFailedPages(model: DocumentModel, failed: readonly number[]): void {
  if (failed.length === 0) return;
  model.pages.push(...failed.map(plainPage));
  model.pages.sort((a, b) => a.number - b.number);
}

function leftOutRemark(total: number, pageCount: number): Omit<ReportEntry, 'file'>[] {
  if (total === pageCount) return [];
  const message = `В файле ${pageCount} страниц, прочитаны первые ${total}. Разделите файл на части и загрузите их по отдельности.`;
  return [{ line: null, severity: 'warning', code: 'too_many_pages', message }];
}
