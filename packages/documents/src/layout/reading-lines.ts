import type { Box } from '../model.ts';
import type { PageWord } from '../pdf/page-content.ts';
import { readingOrder } from './page-flow.ts';
import { freeLines } from './page-layout.ts';
import { type Size, toBox } from './rect.ts';
import { mainAngle, sheetOf, turned, turnedBack } from './sheet.ts';

export interface ReadingLine {
  text: string;
  bbox: Box;
}

/**
 * Words of a page, or of a part of it, as lines in the order in which they are read: column after column, each from the top; what is
 * turned follows. `page` is its size in points. Pure.
 */
export function readingLines(words: readonly PageWord[], page: Size): ReadingLine[] {
  const upright = sheetOf({ page, words, rules: [], images: [], drawings: [] });
  const angle = mainAngle(upright.words);
  const sheet = turned(upright, angle);
  const lines = freeLines(sheet);
  const level = lines.filter((line) => line.angle === 0).map((line) => ({ ...line, line }));
  const sideways = lines.filter((line) => line.angle !== 0);
  const ordered = [
    ...readingOrder(level)
      .flat()
      .map(({ line }) => line),
    ...sideways,
  ];
  return ordered.map((line) => ({ text: line.text, bbox: toBox(turnedBack(line, sheet, angle), page) }));
}
