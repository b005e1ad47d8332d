import { readFacts } from '../document-facts.ts';
import type { PageGeometry } from '../page-content.ts';
import { PdfError } from '../pdf-error.ts';
import type { Pdfium } from '../pdfium.ts';
import { readPageContent } from '../read-page-content.ts';
import { readPart } from '../read-part.ts';
import { renderRegion } from '../render-region.ts';
import type { PdfInfo, PdfSource, PdfTask, TaskResult } from './messages.ts';
import type { OpenDocuments } from './open-documents.ts';

export interface TaskFailure {
  error: PdfError;
  fatal: boolean;
}

/** Does one task; the only errors that come out are `TaskFailure`. */
export function runTask(pdfium: Pdfium, documents: OpenDocuments, task: PdfTask): TaskResult | TaskFailure {
  try {
    return attempt(documents, task);
  } catch (error) {
    const failure = failureOf(pdfium, task, error);
    const memoryMayBeFreed = failure.error.code === 'out_of_memory' && !failure.fatal;
    if (!memoryMayBeFreed) return failure;
  }
  // Others' sheets may hold what this one lacks.
  documents.closeAll();
  try {
    return attempt(documents, task);
  } catch (error) {
    return failureOf(pdfium, task, error);
  }
}

function attempt(documents: OpenDocuments, task: PdfTask): TaskResult {
  switch (task.kind) {
    case 'info':
      return readInfo(documents, task.source);
    case 'facts':
      return readFacts(documents.document(task.source));
    case 'layout':
      return readPart((page) => documents.page(task.source, page), task);
    case 'content':
      return readPageContent(documents.page(task.source, task.page));
    case 'region':
      return renderRegion(documents.page(task.source, task.page), task);
  }
}

function readInfo(documents: OpenDocuments, source: PdfSource): PdfInfo {
  const document = documents.document(source);
  const pages: PageGeometry[] = [];
  for (let page = 1; page <= document.pageCount; page += 1) pages.push(document.geometry(page));
  return { pageCount: document.pageCount, pages };
}

/** What is no `PdfError` came out of WASM — an abort, an overrun stack — and leaves it in no known state. */
function failureOf(pdfium: Pdfium, task: PdfTask, error: unknown): TaskFailure {
  if (error instanceof PdfError) return { error, fatal: pdfium.isBroken() };
  if (isMissingFile(error)) return { error: new PdfError('file_missing', { cause: error }), fatal: false };
  const code = task.kind === 'info' || task.kind === 'facts' ? 'damaged' : 'page_unreadable';
  return { error: new PdfError(pdfium.isBroken() ? 'out_of_memory' : code, { cause: error }), fatal: true };
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
