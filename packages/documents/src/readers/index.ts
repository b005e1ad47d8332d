export { READER_LIMITS } from './limits.ts';
export { readDocuments } from './read-documents.ts';
export { readInWorker, type WorkerOptions } from './read-in-worker.ts';
export { ReaderError, type ReaderErrorCode } from './reader-error.ts';
export type * from './types.ts';
