/** What a bundle reader yields: one version of one document, coordinates and page numbers already normalised. */
export interface DocumentModel {
  /** Full title as the bundle gives it, e.g. «КИНГ / Рабочая документация / … / 133_23-ГК-АР4_изм.7.pdf». */
  title: string;
  /** When the bundle was made, ISO 8601; `null` where it does not say. */
  generatedAt: string | null;
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
  /** Title of the sheet printed on the page, also where it has no number. */
  sheetTitle: string | null;
  /** As seen: after rotation, of the CropBox, in points (1/72 in), UserUnit applied; `null` where no PDF or frame says. */
  size: { width: number; height: number } | null;
  /** The page's own «основная надпись», where it was read. */
  stamp: PageStamp | null;
  /** How far the page's text can be trusted; `null` where the text is the bundle's. */
  textLayer: TextLayerQuality | null;
}

/**
 * Text layer of a PDF page. `good`: as printed. `repaired`: it was broken in a known way and put right (CP1251 read as Latin-1,
 * letter-spaced, spaces lost). `broken`: letters are not those printed (wrong-language OCR, no ToUnicode). `none`: no letters at all, as
 * on a scan or a drawing of strokes. `recognised`: read by OCR.
 */
export type TextLayerQuality = 'good' | 'repaired' | 'broken' | 'none' | 'recognised';

/** The title block of one sheet by ГОСТ Р 21.101. */
export interface PageStamp {
  cipher: string | null;
  stage: string | null;
  /** «Лист» as printed: «5.1». */
  sheet: string | null;
  /** «Листов». */
  total: number | null;
  /** Name of the sheet or of the document. */
  title: string | null;
  object: string | null;
  organisation: string | null;
  /** «Изм.» as printed, the latest. */
  revision: string | null;
  revisions: { number: string; document: string | null; date: string | null }[];
  signatures: { role: string; name: string | null; date: string | null }[];
  bbox: Box | null;
}

/** `[x0, y0, x1, y1]`, 0–1, origin top-left, after rotation, relative to the CropBox. */
export type Box = [number, number, number, number];

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
  /** `null` where the bundle has no coordinates. */
  bbox: Box | null;
  /** Outline of a region that is no rectangle, in the same units as `bbox`. */
  polygon: [number, number][] | null;
  /** What a person marked the region as; so far only `stamp`. */
  category: string | null;
  /** Name of the group that a person put the region in. */
  group: string | null;
  /** Where the text comes from: the bundle, the PDF's text layer, or OCR. */
  textSource: TextSource;
  /** Certainty of the recogniser, 0–1; `null` where it gives none. */
  confidence: number | null;
  /** Twin of the same region (picture ↔ text). */
  linkedCode: string | null;
  /** Address, or path inside the bundle, of the picture of the block, when the bundle names one. */
  cropUrl: string | null;
  flags: BlockFlag[];
}

export type TextSource = 'bundle' | 'pdf' | 'ocr';

export interface TableModel {
  /** Nearest caption or heading above the table inside the block. */
  title: string | null;
  /** One name a column; a two-line header is joined («Размер проема, мм: Ширина»). Empty where the table starts with data. */
  header: string[];
  /** As written, rows that name a section included; a row may be shorter than the header. */
  rows: string[][];
  /** Rows of one filled cell («Жилой дом», «А4-14») that govern the rows below them. */
  sections: TableSection[];
}

export interface TableSection {
  /** Index in `rows` of the row that names the section. */
  row: number;
  /** From the outermost: `['Жилой дом', 'А4-14']`. */
  path: string[];
}

/**
 * Reasons to distrust a block's text. `foreign_text`: text of another floor than the picture or the sheet shows; `empty_twin`: no usable
 * text, the linked picture holds the information; `low_confidence`: the recogniser was unsure; `repaired_text`, `broken_text`: the text
 * layer was (not) put right.
 */
export type BlockFlag =
  | 'empty'
  | 'empty_twin'
  | 'leaked_marker'
  | 'repetition'
  | 'foreign_text'
  | 'low_confidence'
  | 'repaired_text'
  | 'broken_text';

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
