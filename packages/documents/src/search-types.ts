import type { BlockKind } from './model.ts';

/** What the index needs of a block. */
export interface IndexedBlock {
  documentId: string;
  /** Version number of the document, from 1. */
  version: number;
  /** Unique inside the document. */
  code: string;
  page: number;
  sheet: string | null;
  sheetTitle: string | null;
  kind: BlockKind;
  text: string;
}

export interface SearchQuery {
  text: string;
  /** Only these documents; absent = every indexed one. An empty array finds nothing. */
  documentIds?: readonly string[];
  page?: number;
  sheet?: string;
  kind?: BlockKind;
  /** 1–100, default 10. */
  limit?: number;
  offset?: number;
}

/** `mark`: the exact mark stands there (look-alike letters are the same mark); `mark_ocr`: only after OCR slips (Б for В). */
export type MatchKind = 'mark' | 'mark_ocr' | 'text';

export interface SearchHit {
  documentId: string;
  version: number;
  code: string;
  page: number;
  sheet: string | null;
  kind: BlockKind;
  score: number;
  match: MatchKind;
  /** A piece of the block's text around the best place, ≤ 320 UTF-16 units. */
  snippet: string;
  /** UTF-16 offsets inside `snippet`. */
  highlights: [number, number][];
}

/** The search index: one an installation, in memory, rebuilt from the database. */
export interface SearchIndex {
  /** Adds a document's blocks, replacing what the index held of it. */
  put(documentId: string, blocks: readonly IndexedBlock[]): void;
  remove(documentId: string): void;
  search(query: SearchQuery): SearchHit[];
  readonly size: { documents: number; blocks: number };
}
