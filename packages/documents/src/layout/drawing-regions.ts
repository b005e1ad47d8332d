import { frameFinder } from './frame.ts';
import { InkMap } from './ink-map.ts';
import {
  areaOf,
  distance,
  grown,
  heightOf,
  holdsMiddle,
  type Rect,
  sharedArea,
  unionOf,
  widthOf,
} from './rect.ts';
import type { Sheet, Word } from './sheet.ts';
import type { TextLine } from './text-lines.ts';
import { isViewTitle } from './view-titles.ts';

const smallestSide = 24;

/** Drawings of a sheet: ink that is no border of a table, no frame and no ornament of text. */
export function drawingRegions(sheet: Sheet, taken: readonly Rect[], lines: readonly TextLine[]): Rect[] {
  const free = (rect: Rect) => !taken.some((other) => holdsMiddle(grown(other, 2), rect));
  const isFrame = frameFinder(sheet.rules, sheet);
  const drawn = sheet.drawings.filter((rect) => free(rect) && !isFrame(rect));
  const ruled = sheet.rules.filter((rule) => free(rule) && !isFrame(rule));
  const ink = new InkMap(sheet, [...drawn, ...ruled]);
  const regions = merged(ink.clusters()).filter((rect) => isDrawing(rect, { sheet, ink, drawn, ruled }));
  // One drawing over the whole sheet hangs together with its frame.
  const found = regions.length > 0 ? regions : sheet.drawings.filter((rect) => free(rect) && isFrame(rect));
  return found.flatMap((rect) => splitByTitles(rect, ink, lines)).map((rect) => within(rect, sheet));
}

function within(rect: Rect, { width, height }: Sheet): Rect {
  return { ...rect, x1: Math.min(rect.x1, width), y1: Math.min(rect.y1, height) };
}

/** Overlapping boxes are one drawing. */
function merged(rects: readonly Rect[]): Rect[] {
  let regions = [...rects].sort((a, b) => areaOf(b) - areaOf(a));
  for (let changed = true; changed; ) {
    changed = false;
    const next: Rect[] = [];
    for (const rect of regions) {
      const at = next.findIndex(
        (other) => sharedArea(other, rect) > 0.3 * Math.min(areaOf(other), areaOf(rect)),
      );
      if (at === -1) {
        next.push(rect);
      } else {
        next[at] = unionOf([next[at] ?? rect, rect]);
        changed = true;
      }
    }
    regions = next;
  }
  return regions;
}

interface Surroundings {
  sheet: Sheet;
  ink: InkMap;
  drawn: readonly Rect[];
  ruled: readonly Rect[];
}

/** Underlines, frames about text and bars of fractions are no drawings. */
function isDrawing(rect: Rect, { sheet, ink, drawn, ruled }: Surroundings): boolean {
  if (widthOf(rect) < smallestSide || heightOf(rect) < smallestSide || ink.count(rect) < 8) return false;
  const pieces = drawn.filter((piece) => holdsMiddle(rect, piece));
  const lines = ruled.filter((rule) => holdsMiddle(rect, rule));
  const text = wordsIn(rect, sheet.words).reduce((sum, word) => sum + areaOf(word), 0);
  const share = text / areaOf(rect);
  if (pieces.length === 0) return share < 0.12 && lines.length >= 8;
  return share < (pieces.length + lines.length > 30 ? 0.35 : 0.2);
}

function wordsIn(rect: Rect, words: readonly Word[]): Word[] {
  return words.filter((word) => holdsMiddle(rect, word));
}

/** Several views drawn together («План», «Разрез 1-1») are parted where there is the least ink between their titles. */
function splitByTitles(rect: Rect, ink: InkMap, lines: readonly TextLine[]): Rect[] {
  const titles = lines.filter((line) => isViewTitle(line.text) && holdsMiddle(grown(rect, 40), line));
  if (titles.length < 2) return [rect];
  const cut = bestCut(rect, ink, titles);
  if (cut === null) return [rect];
  return cut.flatMap((part) => splitByTitles(part, ink, lines));
}

const dearestCut = 0.12;

/** The straight cut between two titles that crosses the least ink. */
function bestCut(rect: Rect, ink: InkMap, titles: readonly Rect[]): [Rect, Rect] | null {
  let best: { parts: [Rect, Rect]; cost: number } | null = null;
  const tryCut = (parts: [Rect, Rect], strip: Rect) => {
    if (!parts.every((part) => widthOf(part) >= smallestSide && heightOf(part) >= smallestSide)) return;
    const length = Math.max(widthOf(strip), heightOf(strip)) / ink.cell;
    const cost = ink.count(strip) / Math.max(1, length);
    if (cost < (best?.cost ?? dearestCut)) best = { parts, cost };
  };
  const xs = titles.map((title) => (title.x0 + title.x1) / 2).sort((a, b) => a - b);
  const ys = titles.map((title) => (title.y0 + title.y1) / 2).sort((a, b) => a - b);
  for (let x = xs[0] ?? 0; x < (xs.at(-1) ?? 0); x += ink.cell) {
    if (titles.some((title) => title.x0 < x && title.x1 > x)) continue;
    tryCut(
      [
        { ...rect, x1: x },
        { ...rect, x0: x },
      ],
      { ...rect, x0: x, x1: x },
    );
  }
  for (let y = ys[0] ?? 0; y < (ys.at(-1) ?? 0); y += ink.cell) {
    if (titles.some((title) => title.y0 < y && title.y1 > y)) continue;
    tryCut(
      [
        { ...rect, y1: y },
        { ...rect, y0: y },
      ],
      { ...rect, y0: y, y1: y },
    );
  }
  return (best as { parts: [Rect, Rect] } | null)?.parts ?? null;
}

/** The drawing that a label stands in or by; `null` where none is near. */
export function nearestRegion<T extends Rect>(
  label: Rect,
  regions: readonly T[],
  farthest: number,
): T | null {
  let best: T | null = null;
  let least = farthest;
  for (const region of regions) {
    const gap = distance(region, label);
    if (gap < least || (gap === 0 && best !== null && areaOf(region) < areaOf(best))) {
      best = region;
      least = Math.max(gap, 1e-6);
    }
  }
  return best;
}
