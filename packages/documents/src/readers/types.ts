import type { DocumentModel, ReportEntry } from '../model.ts';

/** One file as it was uploaded or unpacked; `name` may hold folders. */
export interface InputFile {
  name: string;
  bytes: Uint8Array;
}

/** What the reader of PDF files answers. */
export interface PdfReading {
  /** `null` where nothing could be read; the report says why. */
  model: DocumentModel | null;
  report: ReportEntry[];
}

/** Reads one PDF; given by the caller, because PDFium lives elsewhere. May reject: the reason becomes a remark. */
export type ReadPdf = (file: InputFile, signal: AbortSignal) => Promise<PdfReading>;

/** Bounds of what is read; every one has a default in `READER_LIMITS`. */
export interface ReaderLimits {
  /** Files after unpacking. */
  maxFiles: number;
  /** Of one file, after unpacking. */
  maxFileBytes: number;
  /** Of all files together, after unpacking. */
  maxTotalBytes: number;
  /** Unpacked bytes a packed one; more is a bomb. */
  maxRatio: number;
  /** Of one picture; more would not be drawn. */
  maxImagePixels: number;
  /** Blocks of one document; what follows them is reported. */
  maxBlocks: number;
  /** Pages that a document may claim to have. */
  maxPages: number;
}

/** How far a reading is. */
export interface ReadingProgress {
  stage: 'unpacking' | 'reading';
  /** The file or the document at work. */
  name: string;
  done: number;
  total: number;
}

export interface ReaderOptions {
  /** Without it PDF files are refused with a remark. */
  readPdf?: ReadPdf;
  limits?: Partial<ReaderLimits>;
  signal?: AbortSignal;
  onProgress?: (progress: ReadingProgress) => void;
}

export interface ReadDocument {
  /** What the names of its files share, e.g. «133_23-ГК-АР4_изм7». */
  stem: string;
  /** Names of its files, crops included: of `files` given or of `unpacked`. */
  sources: string[];
  model: DocumentModel;
  report: ReportEntry[];
}

export interface ReadDocuments {
  documents: ReadDocument[];
  /** Files that came out of archives; a name in `sources` is either one of these or one of the files given. */
  unpacked: InputFile[];
  /** Remarks that belong to no document: files passed over, archives refused, documents that could not be read. */
  report: ReportEntry[];
}
