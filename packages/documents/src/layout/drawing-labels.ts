import { nearestRegion } from './drawing-regions.ts';
import { areaOf, grown, holdsMiddle, type Rect, type Size } from './rect.ts';
import type { TextLine } from './text-lines.ts';
import { isViewTitle } from './view-titles.ts';

export interface Labelled {
  /** Of each region, the lines that belong to it. */
  labels: TextLine[][];
  /** Lines that are text of the page. */
  rest: TextLine[];
}

/** A page this full of drawings is a sheet: lone words on it are labels. */
const sheetShare = 0.2;
const nearOnSheet = 0.08;
const nearInText = 10;
const shortLabel = 3;

/** Parts lines that label drawings from other text; notes are to be left out. */
export function labelDrawings(
  lines: readonly TextLine[],
  regions: readonly Rect[],
  sheet: Size & { stamped: boolean },
): Labelled {
  const labels: TextLine[][] = regions.map(() => []);
  if (regions.length === 0) return { labels, rest: [...lines] };
  const covered = regions.reduce((sum, rect) => sum + areaOf(rect), 0) / (sheet.width * sheet.height);
  const isSheet = sheet.stamped || covered > sheetShare;
  const near = nearOnSheet * Math.max(sheet.width, sheet.height);
  const rest: TextLine[] = [];
  for (const line of lines) {
    const farthest = isSheet || isViewTitle(line.text) ? near : nearInText;
    const region = isMarginLabel(line, sheet) ? null : regionOf(line, regions, farthest);
    if (region === null) rest.push(line);
    else labels[regions.indexOf(region)]?.push(line);
  }
  return { labels, rest };
}

const marginLabel = /^(?:инв|взам|подп|справ|перв|согласовано)/iu;

/** «Инв. № подл.» along the frame, which belongs to the sheet. */
function isMarginLabel({ text, angle, x1 }: TextLine, { width }: Size): boolean {
  return angle !== 0 && (marginLabel.test(text) || x1 < 0.02 * width);
}

function regionOf(line: TextLine, regions: readonly Rect[], farthest: number): Rect | null {
  const inside = regions.filter((rect) => holdsMiddle(grown(rect, 2), line));
  if (inside.length > 0) return inside.reduce((least, rect) => (areaOf(rect) < areaOf(least) ? rect : least));
  const short = line.words.length <= shortLabel || isViewTitle(line.text) || line.angle % 360 !== 0;
  return short ? nearestRegion(line, regions, farthest) : null;
}

/** Markdown of a drawing: its titles, then every label once, those that repeat with their number. */
export function drawingText(lines: readonly TextLine[]): string {
  const inOrder = [...lines].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
  const titles = inOrder
    .filter((line) => line.angle === 0 && isViewTitle(line.text))
    .map((line) => line.text);
  const counts = new Map<string, number>();
  for (const { text } of inOrder) {
    if (!titles.includes(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const labels = [...counts].map(([text, count]) => (count > 1 ? `${text} (${count}×)` : text));
  const parts = titles.length === 0 ? [] : [`#### ${[...new Set(titles)].join('; ')}`];
  if (labels.length > 0) parts.push(`Текст на чертеже: ${labels.join('; ')}`);
  return parts.join('\n\n');
}
