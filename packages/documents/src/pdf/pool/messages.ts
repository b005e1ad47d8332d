import type { Box } from '../../model.ts';
import type { DocumentFacts } from '../document-facts.ts';
import type { PageContent, PageGeometry } from '../page-content.ts';
import type { PdfErrorCode } from '../pdf-error.ts';
import type { PartRequest, ReadPart } from '../read-part.ts';
import type { RegionPixels } from '../render-region.ts';

/** A file that lies where the workers can read it. */
export interface PdfSource {
  /** SHA-256 of the bytes. */
  id: string;
  path: string;
  password?: string;
}

export interface PdfInfo {
  pageCount: number;
  pages: PageGeometry[];
}

export interface RegionTask {
  kind: 'region';
  source: PdfSource;
  page: number;
  box: Box;
  width: number;
  height: number;
  /** Shades of grey, still in RGBA. */
  gray: boolean;
  maxPixels: number;
}

/** One piece of work for a worker. */
export type PdfTask =
  | { kind: 'info'; source: PdfSource }
  | { kind: 'facts'; source: PdfSource }
  | { kind: 'content'; source: PdfSource; page: number }
  | ({ kind: 'layout'; source: PdfSource } & PartRequest)
  | RegionTask;

export interface TaskResults {
  info: PdfInfo;
  facts: DocumentFacts;
  content: PageContent;
  layout: ReadPart;
  region: RegionPixels;
}

export type TaskResult<Task extends PdfTask = PdfTask> = TaskResults[Task['kind']];

/** What the thread gets when it starts. */
export interface WorkerStart {
  wasm: WebAssembly.Module;
  memoryLimitBytes: number;
}

/** First `ready`, then one answer a task. */
export type WorkerMessage = { kind: 'ready' } | WorkerAnswer;

export type WorkerAnswer = {
  kind: 'answer';
  /** `documentKey` of what is open in the worker now. */
  open: string[];
  /** Bytes of the WASM heap, which never shrinks. */
  heapBytes: number;
} & (
  | { ok: true; result: TaskResult }
  /** `fatal`: what PDFium holds is in no known state, the thread must go. */
  | { ok: false; code: PdfErrorCode; fatal: boolean }
);

/** The same bytes under another password are another document: who has no password gets nothing from who has. */
export function documentKey({ id, password }: PdfSource): string {
  return password === undefined ? id : `${id}:${password}`;
}
