import type { BlockKind } from '../model.ts';

/** A block in full, as the search found it. */
export interface ExtractBlock {
  documentId?: string;
  code: string;
  /** Page of the PDF, from 1. */
  page: number;
  sheet: string | null;
  sheetTitle?: string | null;
  kind: BlockKind;
  text: string;
  /** Score of the search; only its order among the blocks counts. */
  score?: number;
}

/** Length of all quotes together, UTF-16 units. */
export const DEFAULT_LENGTH = 1500;

export interface ExtractOptions {
  /** Length of all quotes together, UTF-16 units; default 1500. */
  maxLength?: number;
  /** Default 6. */
  maxQuotes?: number;
}

/** A block and where it stands. */
export interface Place {
  documentId?: string;
  code: string;
  page: number;
  sheet: string | null;
}

/** A piece of a block, verbatim: `block.text.slice(start, end) === text`. */
export interface Quote extends Place {
  text: string;
  /** Other blocks that say the same. */
  also?: Place[];
  /** Prose as a reader wants it: signs instead of LaTeX. Absent where `text` is already so. */
  shown?: string;
  /** UTF-16 offsets in the block's text. */
  start: number;
  end: number;
  /** Caption of the table, or the heading above the text. */
  title?: string;
  /** Section of the table that the rows stand in: «Жилой дом», «Строение №1 / А3-15». */
  section?: string;
  /** Title of the block's sheet without what all titles begin with. */
  sheetTitle?: string;
  /** Names of the columns of `rows`; taken from a table of the same sort where the own one has none. */
  tableHeader?: string[];
  /** Cells of the rows as a reader wants them: no invented captions, no columns without a value. */
  rows?: string[][];
  /** Rows told in words, one each: «Марка: А3-13*; Длина: 1300 мм; Количество: 3 шт». */
  readings?: string[];
  /** `mark_ocr`: the mark asked about stands there only if recognition slipped (Б for В). */
  match: 'mark' | 'mark_ocr' | 'text';
  score: number;
}

/** What the blocks say to a question. */
export interface Extraction {
  /** `partial`: something that was asked about stands nowhere in the blocks, see `missing`. */
  verdict: 'found' | 'partial' | 'not_found';
  /** What the quoted values come to, where the question asks for it: «675,0 − 664,4 = 10,6 м²». */
  calculation?: string;
  /** What two quoted places disagree about: «6 С/У — 2,5 и 3,2; итог — 89,1 и 89,8». */
  disagreement?: string;
  /** Best first. Empty when `not_found`. */
  quotes: Quote[];
  /** Drawings to look at, for a question that text alone does not answer; absent for others. */
  pictures?: Place[];
  /** What was looked for and stands nowhere: «В21», «16-й этаж», «стоимость». */
  missing: string[];
}
