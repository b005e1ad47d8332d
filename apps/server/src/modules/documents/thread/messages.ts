import type {
  DocumentModel,
  ExtractBlock,
  Extraction,
  ExtractOptions,
  ReportEntry,
} from '@aizoomdoc/documents';
import type { AuditReport } from '@aizoomdoc/documents/audit';
import type { Comparison, PictureComparison, Raster } from '@aizoomdoc/documents/compare';
import type { OutlineEntry, PagesLayout } from '@aizoomdoc/documents/layout';
import type { PageContent } from '@aizoomdoc/documents/pdf';
import type { InputFile, ReadDocuments } from '@aizoomdoc/documents/readers';
import type { Verification, VerifyRequest } from '@aizoomdoc/documents/verify';

/** What is done in a thread of its own, because it takes the processor for long. */
export interface ThreadTasks {
  /** Reads documents out of files none of which is a PDF or an archive. */
  read: { input: InputFile[]; output: ReadDocuments };
  /** Joins pages that were read out of a PDF to a part of a document. */
  assemble: { input: AssembleInput; output: LaidOutPages };
  /** Takes a page apart whose words were recognised. */
  layout: { input: LayoutInput; output: LaidOutPages };
  audit: { input: DocumentModel; output: AuditReport };
  compareTexts: { input: { before: DocumentModel; after: DocumentModel }; output: Comparison };
  comparePictures: { input: { before: Raster; after: Raster }; output: PictureComparison };
  extract: { input: ExtractInput; output: Extraction };
  verify: { input: VerifyRequest; output: Verification };
}

export interface ExtractInput {
  question: string;
  blocks: readonly ExtractBlock[];
  options: ExtractOptions;
}

export interface AssembleInput {
  parts: PagesLayout[];
  /** SHA-256 of the file: the same bytes give the same block codes. */
  bytesHash: string;
  outline: OutlineEntry[];
}

export interface LayoutInput {
  content: PageContent;
  bytesHash: string;
}

export interface LaidOutPages extends Pick<DocumentModel, 'pages' | 'sheets' | 'blocks' | 'stamp'> {
  needsOcr: number[];
  report: Omit<ReportEntry, 'file'>[];
}

export type TaskName = keyof ThreadTasks;

export interface ThreadRequest<Name extends TaskName = TaskName> {
  name: Name;
  input: ThreadTasks[Name]['input'];
}

export type ThreadAnswer = { ok: true; output: unknown } | { ok: false; message: string };
