import type { RowLayout, TableLayout } from '../bundle/tables.ts';
import type { ExtractBlock } from './types.ts';

/**
 * `row` of a table; `total`: sums of a section, `table_total`: of a whole table; `group`: a section with its rows;
 * `text`: a sentence or an item; `flat`: all words of a drawing in one line; `label`: a heading, or a description by a vision model;
 * `list`: a line with the items that it leads to; `stamp`: what a title block says.
 */
export type SegmentKind =
  | 'row'
  | 'total'
  | 'table_total'
  | 'group'
  | 'text'
  | 'flat'
  | 'label'
  | 'list'
  | 'stamp';

/** A piece of a block that can be quoted. */
export interface Segment {
  block: ExtractBlock;
  kind: SegmentKind;
  start: number;
  end: number;
  /** What the segment itself says; a total speaks in the name of its section. */
  own: string;
  /** The part of `own` that says what it is about: the name of a section, else all of it. */
  name: string;
  /** Headings, caption and column names that the segment stands under. */
  heading: string;
  title: string | null;
  section: string[];
  table: TableLayout | null;
  rows: RowLayout[];
  /** Terms of what a row is the line of: «&зон:6» under «№ зоны». */
  keys: string[];
  /** As a reader wants it, where its text says it less plainly. */
  shown?: string;
}

/** Longest piece that is quoted whole, UTF-16 units. */
export const MAX_SEGMENT = 700;
