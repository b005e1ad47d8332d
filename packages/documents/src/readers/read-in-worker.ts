import { readDocuments } from './read-documents.ts';
import type { InputFile, ReadDocuments, ReaderOptions } from './types.ts';

export interface WorkerOptions extends ReaderOptions {
  /** The worker is killed after it; default 5 minutes. */
  timeoutMs?: number;
  /** JavaScript heap of the worker in MiB; default 1024. */
  memoryMb?: number;
}

/**
 * `readDocuments` in a thread of its own, so that the caller's event loop never waits. Rejects with `ReaderError` when the time or the memory
 * ends or `signal` aborts; `readPdf` and `onProgress` are called in the caller's thread.
 */
export async function readInWorker(
  files: readonly InputFile[],
  options: WorkerOptions = {},
): Promise<ReadDocuments> {
  return readDocuments(files, options);
}
