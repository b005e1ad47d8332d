import type { Box } from '@aizoomdoc/documents';
import type { PageWord } from '@aizoomdoc/documents/pdf';
import { areaOf, relativeTo, sharedArea } from './region.ts';

/** A piece of text; the box is relative to the region that was asked for. */
export interface Span {
  text: string;
  bbox: Box;
}

/** Words of a page, and its size in points. */
export interface LetteredPage {
  words: readonly PageWord[];
  page: { width: number; height: number };
}

/** Most lines of one answer. */
export const mostSpans = 2000;
/** Of a word's area: as much must be inside for the word to be legible there. */
const legibleShare = 0.5;
/** Words inside the region as lines, in the order in which they are read. */
export async function linesInside({ words, page }: LetteredPage, region: Box): Promise<Span[]> {
  const { readingLines } = await import('@aizoomdoc/documents/layout');
  const inside = words.filter(({ bbox }) => {
    const area = areaOf(bbox);
    return area > 0 ? sharedArea(bbox, region) >= area * legibleShare : isPointInside(bbox, region);
  });
  return readingLines(inside, page)
    .slice(0, mostSpans)
    .map(({ text, bbox }) => ({ text, bbox: relativeTo(region, bbox) }));
}

function isPointInside([x0, y0, x1, y1]: Box, region: Box): boolean {
  const x = (x0 + x1) / 2;
  const y = (y0 + y1) / 2;
  return x >= region[0] && x <= region[2] && y >= region[1] && y <= region[3];
}
