/** A block as the extractor reads it. */
export interface ExtractBlock {
  documentId?: string;
  code: string;
  /** Page of the PDF, from 1. */
  page: number;
  sheet: string | null;
  sheetTitle: string | null;
  kind: 'text' | 'image' | 'table';
  text: string;
  /** Rank of the search: the more the better, only the order counts. */
  score: number;
}

/** A block and where it stands. */
export interface ExtractPlace {
  documentId?: string;
  code: string;
  page: number;
  sheet: string | null;
}

/** A piece of a block that answers the question, word for word. */
export interface ExtractQuote extends ExtractPlace {
  /** Prose, or rows of a Markdown table, one a line. */
  text: string;
  /** Other blocks that say the same. */
  also?: readonly ExtractPlace[];
  /** Prose as a reader wants it, where it differs from `text`. */
  shown?: string;
  /** Caption of the table, or the heading above the text. */
  title?: string;
  /** Section of the table that the rows stand in: «Жилой дом». */
  section?: string;
  /** Title of the block's sheet. */
  sheetTitle?: string;
  /** Names of the columns of `rows`. */
  tableHeader?: readonly string[];
  /** Cells of the table's rows as a reader wants them. */
  rows?: readonly (readonly string[])[];
  /** The rows told in words: «Марка: А3-13*; Количество: 3 шт». */
  readings?: readonly string[];
  /** `mark_ocr`: the mark asked about stands there only if recognition slipped. */
  match: 'mark' | 'mark_ocr' | 'text';
}

/** What the blocks say to a question. */
export interface Extraction {
  /** `partial`: something asked about stands nowhere in the blocks, see `missing`; nothing there: the places are only alike. */
  verdict: 'found' | 'partial' | 'not_found';
  /** What the quoted values come to, where the question asks for it: «675,0 − 664,4 = 10,6 м²». */
  calculation?: string;
  /** What two quoted places disagree about: «6 С/У — 2,5 и 3,2; итог — 89,1 и 89,8». */
  disagreement?: string;
  /** Best first; empty when `not_found`. */
  quotes: readonly ExtractQuote[];
  /** Drawings to look at, for a question that text alone does not answer; absent for others. */
  pictures?: readonly ExtractPlace[];
  /** What was looked for and stands nowhere: «В21», «16-й этаж». */
  missing: readonly string[];
}

/**
 * Finds the places of the blocks that answer a question; must be deterministic. `@aizoomdoc/documents` has one; this
 * package declares only what it needs of it. It takes the processor for long, so it may be done elsewhere.
 */
export type Extract = (question: string, blocks: readonly ExtractBlock[]) => Extraction | Promise<Extraction>;

/** What to search for to answer a question. */
export interface SearchPlan {
  /** The question, completed from those before it. */
  question: string;
  /** Best first. */
  queries: readonly string[];
}

/** Reads the questions of a conversation, oldest first; must be deterministic. */
export type PlanSearch = (questions: readonly string[]) => SearchPlan;
