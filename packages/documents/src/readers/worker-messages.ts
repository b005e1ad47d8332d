import type { InputFile, PdfReading, ReadDocuments, ReaderLimits, ReadingProgress } from './types.ts';

/** What the worker starts with. */
export interface WorkerInput {
  files: InputFile[];
  limits: Partial<ReaderLimits>;
  hasPdf: boolean;
}

export type FromWorker =
  | { type: 'done'; result: ReadDocuments }
  | { type: 'progress'; progress: ReadingProgress }
  | { type: 'pdf'; id: number; file: InputFile };

/** The answer to `pdf`; `null` where reading failed. */
export interface ToWorker {
  id: number;
  reading: PdfReading | null;
}
