/** A block as the extractor reads it. */
export interface ExtractBlock {
  code: string;
  documentId: string | null;
  /** Page of the PDF, from 1. */
  page: number;
  sheet: string | null;
  kind: string;
  text: string;
}

/** A piece of a block that answers the question, word for word. */
export interface ExtractQuote {
  code: string;
  documentId?: string | null | undefined;
  page: number;
  sheet: string | null;
  /** Prose, or one table row in Markdown (`| А4-14 | 42 |`). */
  text: string;
  /** Column names of the table that the row is from. */
  tableHeader?: readonly string[] | null | undefined;
  /** Heading over the place: «Жилой дом». */
  section?: string | null | undefined;
}

export interface Extraction {
  verdict: 'found' | 'partial' | 'not_found';
  /** Best first. */
  quotes: readonly ExtractQuote[];
  /** What of the question no block speaks of. */
  missing: readonly string[];
}

/** Finds the places of the blocks that answer a question; must be deterministic. */
export type Extract = (question: string, blocks: ExtractBlock[]) => Extraction;
