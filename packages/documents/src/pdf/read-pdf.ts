import { setTimeout as pause } from 'node:timers/promises';
import { assembleDocument, emptyMemory, type LayoutMemory, type OcrNeed } from '../layout/index.ts';
import type { DocumentModel, ReportEntry } from '../model.ts';
import { plainPage } from '../page.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfSource } from './pool/messages.ts';
import type { PdfPool } from './pool.ts';
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
const busyPauseMs = 500;
const mostPauses = 120;

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
  const remarks = [...laidOut.report, ...failedRemark(failed), ...leftOutRemark(total, info.pageCount)];
  return {
    model: laidOut.model,
    needsOcr: laidOut.needsOcr,
    report: remarks.map((remark) => ({ file: options.file, ...remark })),
  };
}

interface Work {
  pages: number[];
  memory: LayoutMemory;
  signal: AbortSignal;
}

/** A page that kills its worker takes none of its neighbours along: they are read again one by one. */
async function readPages(
  pool: PdfPool,
  source: PdfSource,
  { pages, memory, signal }: Work,
): Promise<ReadPart[]> {
  try {
    return [await patiently(() => pool.layout(source, { pages, memory }, { signal }), signal)];
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    if (pages.length === 1) return [failedPart(pages, memory)];
  }
  const parts: ReadPart[] = [];
  for (const page of pages) {
    const last = parts.at(-1)?.memory ?? memory;
    parts.push(...(await readPages(pool, source, { pages: [page], memory: last, signal })));
  }
  return parts;
}

function failedPart(pages: number[], memory: LayoutMemory): ReadPart {
  return { pages: [], blocks: [], needsOcr: [], report: [], memory, failed: pages };
}

/** Import waits its turn: readers of pages go first. */
async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await call();
    } catch (error) {
      const busy = error instanceof PdfError && error.code === 'busy';
      if (!busy || pauses === mostPauses) throw error;
      await pause(busyPauseMs, undefined, { signal });
    }
  }
}

function addFailedPages(model: DocumentModel, failed: readonly number[]): void {
  if (failed.length === 0) return;
  model.pages.push(...failed.map(plainPage));
  model.pages.sort((a, b) => a.number - b.number);
}

function failedRemark(failed: readonly number[]): Omit<ReportEntry, 'file'>[] {
  if (failed.length === 0) return [];
  const message = `Не прочитаны страницы: ${ranges(failed)}. Сохраните файл заново в программе просмотра и загрузите снова.`;
  return [{ line: null, severity: 'warning', code: 'page_unreadable', message }];
}

function leftOutRemark(total: number, pageCount: number): Omit<ReportEntry, 'file'>[] {
  if (total === pageCount) return [];
  const message = `В файле ${pageCount} страниц, прочитаны первые ${total}. Разделите файл на части и загрузите их по отдельности.`;
  return [{ line: null, severity: 'warning', code: 'too_many_pages', message }];
}

/** «3, 5–8»; past twenty ranges, how many more. */
function ranges(pages: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const page of pages) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === page - 1) last[1] = page;
    else spans.push([page, page]);
  }
  const shown = spans.slice(0, 20).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  const more = spans.length > shown.length ? ` и ещё ${spans.length - shown.length}` : '';
  return shown.join(', ') + more;
}
