import { Worker } from 'node:worker_threads';
import { ReaderError } from './reader-error.ts';
import type { InputFile, PdfReading, ReadDocuments, ReaderOptions } from './types.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

export interface WorkerOptions extends ReaderOptions {
  /** The worker is killed after it, time in `readPdf` included; default 5 minutes. */
  timeoutMs?: number;
  /** JavaScript heap of the worker in MiB; default 1024. */
  memoryMb?: number;
}

const DEFAULT_TIMEOUT_MS = 5 * 60_000;
const DEFAULT_MEMORY_MB = 1024;

/**
 * `readDocuments` in a thread of its own, so that the caller's event loop never waits. Rejects with `ReaderError` when the time
 * or the memory ends or `signal` aborts; `readPdf` and `onProgress` are called in the caller's thread.
 */
export async function readInWorker(
  files: readonly InputFile[],
  options: WorkerOptions = {},
): Promise<ReadDocuments> {
  const { readPdf, signal, onProgress, limits = {} } = options;
  if (signal?.aborted) throw new ReaderError('reader_aborted', signal.reason);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { files, limits, hasPdf: readPdf !== undefined },
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? DEFAULT_MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  const stop = new AbortController();
  try {
    return await new Promise<ReadDocuments>((resolve, reject) => {
      const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const timer = setTimeout(() => reject(new ReaderError('reader_timeout')), timeoutMs);
      stop.signal.addEventListener('abort', () => clearTimeout(timer));
      signal?.addEventListener('abort', () => reject(new ReaderError('reader_aborted', signal.reason)), {
        signal: stop.signal,
      });
      worker.on('error', (error) => reject(crash(error)));
      worker.on('exit', () => reject(new ReaderError('reader_crashed')));
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'done') resolve(message.result);
        else if (message.type === 'progress') onProgress?.(message.progress);
        else if (readPdf !== undefined) {
          const reading = Promise.resolve().then(() => readPdf(message.file, stop.signal));
          answerPdf(worker, message, reading);
        }
      });
    });
  } finally {
    stop.abort();
    await worker.terminate();
  }
}

function answerPdf(worker: Worker, { id }: { id: number }, reading: Promise<PdfReading>) {
  const post = (answer: ToWorker) => worker.postMessage(answer);
  reading.then(
    (value) => post({ id, reading: value }),
    () => post({ id, reading: null }),
  );
}

function crash(error: unknown): ReaderError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new ReaderError(
    code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reader_out_of_memory' : 'reader_crashed',
    error,
  );
}
