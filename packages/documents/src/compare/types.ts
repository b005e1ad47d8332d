import type { Box } from '../model.ts';

/** What of a block stays where it was or moved, came or went. `changed` wins over `moved` where a block is both. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';

export interface ComparedBlock {
  block: string;
  /** From 1. */
  page: number;
  sheet: string | null;
  bbox: Box | null;
  text: string;
}

/** A run of a text; the runs without `insert` are the text before, those without `delete` the text after. */
export interface DiffSegment {
  op: 'equal' | 'insert' | 'delete';
  text: string;
}

/** A change inside a table. */
export interface CellChange {
  table: string | null;
  /** First cells of the row, with the sections it stands in. */
  row: string;
  /** Name of the column, or its number from 1; `null` where the whole row came or went. */
  column: string | null;
  before: string | null;
  after: string | null;
}

export interface BlockChange {
  change: ChangeKind;
  /** `null` for an added block. */
  before: ComparedBlock | null;
  /** `null` for a removed block. */
  after: ComparedBlock | null;
  /** By words; empty where nothing but the place changed. */
  diff: DiffSegment[];
  cells: CellChange[];
}

/** Pages of two versions that show the same sheet; `null` for a page that has no counterpart. */
export interface PagePair {
  before: number | null;
  after: number | null;
}

export interface Comparison {
  pages: PagePair[];
  /** In the order of the document after; removed blocks by the page they stood on. */
  changes: BlockChange[];
  unchanged: number;
}
