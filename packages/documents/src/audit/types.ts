import type { Box } from '../model.ts';

/**
 * What an audit can find. Sheets: `sheet_missing` (listed or counted, but not there), `sheet_duplicate`, `sheet_unlisted` (there, but not
 * in the «Ведомость рабочих чертежей»), `sheet_title_differs`, `sheet_total_differs` («Листов N» against what is there or against other
 * sheets). `reference_broken`: a reference to a sheet, detail or section
 * that the document does not have, to another sheet than it names, or of a row to itself. Tables: `total_differs`
 * (a stated total against its rows), `product_differs` (quantity × unit value against the row's total), `value_differs` (one and the same
 * row with different values on two sheets), `summary_differs` (a summary table against the tables of the floors). `standard_years`: one
 * standard named in several editions.
 */
export type FindingKind =
  | 'sheet_missing'
  | 'sheet_duplicate'
  | 'sheet_unlisted'
  | 'sheet_title_differs'
  | 'sheet_total_differs'
  | 'reference_broken'
  | 'total_differs'
  | 'product_differs'
  | 'value_differs'
  | 'summary_differs'
  | 'standard_years';

/** `error`: the document contradicts itself; `warning`: very likely so; `info`: recognition or rounding may be the reason. */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** Where a finding is read. */
export interface FindingEvidence {
  /** Code of the block; `null` where the page as a whole is meant. */
  block: string | null;
  /** Page of the PDF, from 1. */
  page: number;
  sheet: string | null;
  /** Of the block; `null` where the document has no coordinates. */
  bbox: Box | null;
  /** As written; rows of tables with their cells joined by « | ». */
  quote: string;
}

export interface Finding {
  kind: FindingKind;
  severity: FindingSeverity;
  /** Russian, for a person. */
  message: string;
  evidence: FindingEvidence[];
}

/** One sheet of the register: what the document has beside what its list of drawings promises. */
export interface SheetEntry {
  /** As printed: «5.1». */
  number: string;
  /** Pages that bear the number; empty where the sheet is only listed. */
  pages: number[];
  title: string | null;
  /** Title in the «Ведомость рабочих чертежей»; `null` where the sheet is not listed there or there is no such table. */
  listedTitle: string | null;
}

/** A reference in the text and where it leads. */
export interface CrossReference {
  /** `detail` is «узел», `section` is «разрез» or «сечение». */
  target: 'sheet' | 'detail' | 'section';
  /** «5.1», «3», «1-1». */
  label: string;
  /** `external`: to another set of drawings, which this document cannot show. `unknown`: the numbers of most sheets were not read. */
  status: 'resolved' | 'broken' | 'external' | 'unknown';
  /** The sheets or blocks meant; empty unless resolved. */
  leadsTo: { page: number; block: string | null }[];
  at: FindingEvidence;
}

/** Everything that a document says about its own order and consistency. */
export interface AuditReport {
  sheets: SheetEntry[];
  references: CrossReference[];
  /** The gravest first. */
  findings: Finding[];
}
