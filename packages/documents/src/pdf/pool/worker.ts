// The entry of a worker thread: PDFium and the documents it keeps open, one task at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { loadPdfium, type Pdfium } from '../pdfium.ts';
import type { PdfTask, WorkerMessage, WorkerStart } from './messages.ts';
import { createOpenDocuments, type OpenDocuments } from './open-documents.ts';
import { runTask } from './run-task.ts';

const start = workerData as WorkerStart;
/** Of the heap's limit, what files that stay open may take. */
const shareOfFiles = 0.25;

const pdfium = await loadPdfium(start);
const documents = createOpenDocuments(pdfium, start.memoryLimitBytes * shareOfFiles);
parentPort?.on('message', (task: PdfTask) => answer(pdfium, documents, task));
parentPort?.postMessage({ kind: 'ready' } satisfies WorkerMessage);

function answer(engine: Pdfium, open: OpenDocuments, task: PdfTask): void {
  const outcome = runTask(engine, open, task);
  const failed = 'fatal' in outcome;
  const state = { kind: 'answer', open: open.keys(), heapBytes: engine.heap().length } as const;
  const message: WorkerMessage = failed
    ? { ...state, ok: false, code: outcome.error.code, fatal: outcome.fatal }
    : { ...state, ok: true, result: outcome };
  parentPort?.postMessage(message, 'data' in outcome ? [outcome.data.buffer] : []);
}
