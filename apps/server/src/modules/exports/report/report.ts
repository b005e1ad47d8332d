import type { ExportPicture } from '../export-document.ts';
import type { Block } from '../text/blocks.ts';

/** A place that is cited, once for the whole export. */
export interface Source {
  /** From 1, in the order of first mention. */
  number: number;
  title: string;
  /** «версия 2, стр. 7, лист 5». */
  place: string;
  /** Code of the block, or the picture's name. */
  code: string | null;
  /** Word for word. */
  quotes: string[];
  /** The document is gone, or not visible any more. */
  missing: boolean;
}

/** A part of the finished paper. */
export type ReportBlock =
  | Block
  | { kind: 'cover'; title: string; subtitle: string; facts: [name: string, value: string][] }
  | { kind: 'turn'; title: string; meta: string; isQuestion: boolean }
  | { kind: 'section'; title: string }
  | { kind: 'notice'; tone: 'plain' | 'good' | 'warning'; text: string; items: string[] }
  | { kind: 'figure'; picture: ExportPicture; caption: string }
  | { kind: 'source'; source: Source };

export interface Report {
  title: string;
  created_at: string;
  blocks: ReportBlock[];
}
