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
  /** The block of the same document that shows the same region (picture ↔ text). */
  linkedCode?: string | null;
}

export interface SearchQuery {
  text: string;
  /** Only these documents; absent = every indexed one. An empty array finds nothing. */
  documentIds?: readonly string[];
  page?: number;
  sheet?: string;
  kind?: BlockKind;
  /**
   * Blocks that another ranking (vectors, see `VectorIndex`) puts first, best first: joined with our own order by reciprocal ranks. Those
   * outside the other conditions are passed over.
   */
  alsoNear?: readonly { documentId: string; code: string }[];
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
  /**
   * Adds a document's blocks, replacing what the index held of it. Works in short slices, one document after another; searches see the
   * document only when it is complete, and the former one until then.
   */
  put(documentId: string, blocks: readonly IndexedBlock[]): Promise<void>;
  /** All that a search needs of a document's blocks, in bytes that are many times quicker to take in; they hold for one `packedFormat`. */
  pack(blocks: readonly IndexedBlock[]): Promise<Uint8Array>;
  /** As `put`, from what `pack` made; the bytes belong to the index then. @throws RangeError where they are of another format */
  putPacked(document: { id: string; version: number }, packed: Uint8Array): Promise<void>;
  /** At once and cheap; a `put` of the document that has not ended is given up. */
  remove(documentId: string): void;
  /** Gives back, in slices, the memory of what was removed, where it is worth it; `put` does so by itself. */
  tidy(): Promise<void>;
  /**
   * Names of the same thing, a group each: `[['ГКЛ', 'гипсокартон', 'гипсокартонный лист']]`. Replaces the groups before; holds from the
   * next search on, whatever is indexed.
   */
  setSynonyms(groups: readonly (readonly string[])[]): void;
  search(query: SearchQuery): SearchHit[];
  documentIds(): string[];
  /** `terms`: distinct words, numbers and marks kept, those of removed documents included until they are tidied away. */
  readonly size: { documents: number; blocks: number; terms: number };
}
