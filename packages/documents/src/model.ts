/** What a bundle reader yields: one version of one document, coordinates and page numbers already normalised. */
export interface DocumentModel {
  /** Full title as the bundle gives it, e.g. «КИНГ / Рабочая документация / … / 133_23-ГК-АР4_изм.7.pdf». */
  title: string;
  stamp: DocumentStamp;
  pages: PageModel[];
  sheets: SheetModel[];
  /** In reading order; `code` is unique inside the document. */
  blocks: BlockModel[];
}

/** The document-wide title block («штамп»). */
export interface DocumentStamp {
  /** Шифр, e.g. «133/23-ГК-АР4». */
  cipher: string | null;
  /** Стадия: «П», «РД». */
  stage: string | null;
  /** Объект строительства. */
  object: string | null;
  organisation: string | null;
}

export interface PageModel {
  /** Page of the PDF, from 1. */
  number: number;
  /** Number of the sheet printed on the page («5.1»); not the page number. `null` where the bundle names none. */
  sheet: string | null;
}

export interface SheetModel {
  /** As printed: «1», «5.1». The same number may stand on several pages (a change permit and the set itself). */
  number: string;
  /** «из 12» → 12. */
  total: number | null;
  title: string | null;
  /** Page of the PDF, from 1. */
  page: number;
}

export type BlockKind = 'text' | 'image' | 'table';

export interface BlockModel {
  /** `XXXX-XXXX-XXX` or a UUID of older bundles. */
  code: string;
  kind: BlockKind;
  /** Page of the PDF, from 1. */
  page: number;
  /** Sheet number printed on that page. */
  sheet: string | null;
  /** The block's Markdown as read, markers removed. */
  text: string;
  tables: TableModel[];
  /** `[x0, y0, x1, y1]`, 0–1, origin top-left; `null` where the bundle has no coordinates. */
  bbox: [number, number, number, number] | null;
  /** Twin of the same region (picture ↔ text). */
  linkedCode: string | null;
  /** Address of the picture of the block, when the bundle names one. */
  cropUrl: string | null;
  flags: BlockFlag[];
}

export interface TableModel {
  /** Nearest caption or heading above the table inside the block. */
  title: string | null;
  header: string[];
  rows: string[][];
}

/** Reasons to distrust a block's text. Later readers add to the union. */
export type BlockFlag = 'empty' | 'leaked_marker' | 'repetition';

export type ReportSeverity = 'error' | 'warning' | 'info';

/** One remark of a reader; `message` is Russian and says what to do. */
export interface ReportEntry {
  file: string;
  /** From 1; `null` where the remark is about the whole file. */
  line: number | null;
  severity: ReportSeverity;
  /** Stable word, e.g. `duplicate_block_id`. */
  code: string;
  message: string;
}

/** A document, or `null` when nothing could be read, with everything that the reader noticed. */
export interface ReadResult {
  document: DocumentModel | null;
  report: ReportEntry[];
}
