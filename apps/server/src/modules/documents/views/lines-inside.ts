import type { Box } from '@aizoomdoc/documents';
import type { PageWord } from '@aizoomdoc/documents/pdf';
import { areaOf, relativeTo, sharedArea } from './region.ts';

/** A piece of text; the box is relative to the region that was asked for. */
export interface Span {
  text: string;
  bbox: Box;
}

/** Most lines of one answer. */
export const mostSpans = 2000;
/** Of a word's area: as much must be inside for the word to be legible there. */
const legibleShare = 0.5;
/** Of a line's height: lines whose middles are nearer stand in one row. */
const sameRow = 0.5;

/** Words inside the region, joined to lines, from the top and from the left. */
export function linesInside(words: readonly PageWord[], region: Box): Span[] {
  const lines: { run: number; texts: string[]; bbox: Box }[] = [];
  for (const { text, bbox, run } of words) {
    const area = areaOf(bbox);
    const isInside = area > 0 ? sharedArea(bbox, region) >= area * legibleShare : isPointInside(bbox, region);
    if (!isInside) continue;
    const last = lines.at(-1);
    if (last?.run === run) {
      last.texts.push(text);
      last.bbox = united(last.bbox, bbox);
    } else {
      lines.push({ run, texts: [text], bbox });
    }
  }
  return inRows(lines)
    .slice(0, mostSpans)
    .map(({ texts, bbox }) => ({ text: texts.join(' '), bbox: relativeTo(region, bbox) }));
}

function isPointInside([x0, y0, x1, y1]: Box, region: Box): boolean {
  const x = (x0 + x1) / 2;
  const y = (y0 + y1) / 2;
  return x >= region[0] && x <= region[2] && y >= region[1] && y <= region[3];
}

function united(one: Box, other: Box): Box {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

function inRows<T extends { bbox: Box }>(lines: readonly T[]): T[] {
  const middle = ({ bbox }: T) => (bbox[1] + bbox[3]) / 2;
  const rows: { middle: number; height: number; lines: T[] }[] = [];
  for (const line of [...lines].sort((one, other) => middle(one) - middle(other))) {
    const height = line.bbox[3] - line.bbox[1];
    const row = rows.at(-1);
    if (row && middle(line) - row.middle < Math.min(height, row.height) * sameRow) row.lines.push(line);
    else rows.push({ middle: middle(line), height, lines: [line] });
  }
  return rows.flatMap((row) => row.lines.sort((one, other) => one.bbox[0] - other.bbox[0]));
}
