import { parentPort, workerData } from 'node:worker_threads';
import { readDocuments } from './read-documents.ts';
import type { InputFile, PdfReading } from './types.ts';
import type { FromWorker, ToWorker, WorkerInput } from './worker-messages.ts';

const { files, limits, hasPdf } = workerData as WorkerInput;
const waiting = new Map<number, (reading: PdfReading | null) => void>();
const post = (message: FromWorker) => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, reading }: ToWorker) => {
  waiting.get(id)?.(reading);
  waiting.delete(id);
});

/** PDF files are read where the caller's port lives. */
async function readPdf(file: InputFile): Promise<PdfReading> {
  const id = waiting.size === 0 ? 1 : Math.max(...waiting.keys()) + 1;
  const reading = await new Promise<PdfReading | null>((resolve) => {
    waiting.set(id, resolve);
    post({ type: 'pdf', id, file });
  });
  if (reading === null) throw new Error('the caller could not read the PDF');
  return reading;
}

const result = await readDocuments(files, {
  limits,
  onProgress: (progress) => post({ type: 'progress', progress }),
  ...(hasPdf ? { readPdf } : {}),
});
post({ type: 'done', result });
parentPort?.close();
