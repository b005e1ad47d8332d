import type { Box } from '../model.ts';

/** One page of a PDF as drawn; boxes are 0–1, origin top-left, after rotation, relative to the CropBox. */
export interface PageContent {
  page: PageGeometry;
  /** In the order of the content stream. */
  words: PageWord[];
  /** Straight ruling lines, horizontal and vertical only: borders of tables, frames, stamps. */
  rules: Rule[];
  /** Placed bitmaps. */
  images: Box[];
  /** Bounds of vector drawings, paths that are no rulings clustered together. */
  drawings: Box[];
  /** How many strokes no larger than a letter there are that no annotation spells: many where the text is drawn (SHX fonts of CAD). */
  letterStrokes?: number;
}

export interface PageGeometry {
  /** From 1. */
  number: number;
  /** As seen, in points: after rotation, of the CropBox, UserUnit applied. */
  width: number;
  height: number;
  /** Clockwise, as /Rotate says. */
  rotation: 0 | 90 | 180 | 270;
  /** Points a default user space unit; 1 nearly always. */
  userUnit: number;
  /** `[left, bottom, right, top]` in user space, before rotation. */
  cropBox: [number, number, number, number];
}

export interface PageWord {
  text: string;
  bbox: Box;
  /** Height of the font in points, as seen. */
  size: number;
  /** Direction of the baseline as seen, degrees clockwise: 0 for ordinary text, 270 for text that reads upwards. */
  angle: number;
  /** Index of the line run that the word stands in, as the text layer gives it. */
  run: number;
  /** 0–1 from OCR; absent for a text layer. */
  confidence?: number;
}

export interface Rule {
  bbox: Box;
  horizontal: boolean;
}
