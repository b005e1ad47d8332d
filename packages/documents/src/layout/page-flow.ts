import { overlapX, overlapY, type Rect, unionOf } from './rect.ts';
import type { TextLine } from './text-lines.ts';

/** A thing to be put in reading order: a line of text or a region. */
export interface FlowItem extends Rect {
  line: TextLine | null;
}

/** Past this many items columns are not searched for: the page is a drawing. */
const maxItems = 1500;
const narrowestGutter = 10;
/** Columns of prose are at least this long on average; shorter ones are those of a table. */
const proseLength = 24;

/** Items in reading order, cut into runs: a run is one column between cuts, from the top. */
export function readingOrder<T extends FlowItem>(items: readonly T[]): T[][] {
  return cut(items, 0).filter((run) => run.length > 0);
}

function cut<T extends FlowItem>(items: readonly T[], depth: number): T[][] {
  if (items.length < 2 || items.length > maxItems || depth > 24) return [downwards(items)];
  const columns = splitByGutter(items);
  if (columns !== null) return columns.flatMap((part) => cut(part, depth + 1));
  const bands = splitByBand(items);
  if (bands !== null) return bands.flatMap((part) => cut(part, depth + 1));
  return [downwards(items)];
}

function downwards<T extends FlowItem>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => {
    const shared = overlapY(a, b);
    const level = shared > 0.5 * Math.min(a.y1 - a.y0, b.y1 - b.y0);
    return level && a.line !== null && b.line !== null ? a.x0 - b.x0 : a.y0 - b.y0;
  });
}

/** Left and right of the widest white strip from top to bottom that parts columns. */
function splitByGutter<T extends FlowItem>(items: readonly T[]): [T[], T[]] | null {
  for (const gap of gapsAlong(items, 'x')
    .sort((a, b) => b.to - b.from - a.to + a.from)
    .slice(0, 3)) {
    if (gap.to - gap.from < narrowestGutter) break;
    const middle = (gap.from + gap.to) / 2;
    const left = items.filter((item) => item.x1 <= middle);
    const right = items.filter((item) => item.x1 > middle);
    if (areColumns(left, right)) return [left, right];
  }
  return null;
}

/** Bands above and below a white strip, where that leaves columns in one of them. */
function splitByBand<T extends FlowItem>(items: readonly T[]): [T[], T[]] | null {
  const gaps = gapsAlong(items, 'y');
  let best: { parts: [T[], T[]]; size: number } | null = null;
  for (const gap of gaps.slice(0, 120)) {
    const middle = (gap.from + gap.to) / 2;
    const above = items.filter((item) => item.y1 <= middle);
    const below = items.filter((item) => item.y1 > middle);
    for (const part of [above, below]) {
      if (part.length > (best?.size ?? 3) && part.length < items.length && splitByGutter(part) !== null) {
        best = { parts: [above, below], size: part.length };
      }
    }
  }
  return best?.parts ?? null;
}

/** White strips between the items' shadows on one axis. */
function gapsAlong(items: readonly Rect[], axis: 'x' | 'y'): { from: number; to: number }[] {
  const spans = items
    .map((item) => (axis === 'x' ? { from: item.x0, to: item.x1 } : { from: item.y0, to: item.y1 }))
    .sort((a, b) => a.from - b.from);
  const gaps: { from: number; to: number }[] = [];
  let reach = spans[0]?.to ?? 0;
  for (const { from, to } of spans) {
    if (from > reach) gaps.push({ from: reach, to: from });
    reach = Math.max(reach, to);
  }
  return gaps;
}

/** Columns of prose, or a drawing beside notes; not the columns of a table. */
function areColumns(left: readonly FlowItem[], right: readonly FlowItem[]): boolean {
  const [leftLines, rightLines] = [linesIn(left), linesIn(right)];
  const regions = left.length + right.length - leftLines.length - rightLines.length;
  if (regions > 0 && overlapY(unionOf(left), unionOf(right)) > 0) return true;
  if (leftLines.length < 3 || rightLines.length < 3) return false;
  if (overlapY(unionOf(left), unionOf(right)) < 0.3 * shorterHeight(left, right)) return false;
  return isProse(leftLines) && isProse(rightLines);
}

function linesIn(items: readonly FlowItem[]): TextLine[] {
  return items.flatMap((item) => item.line ?? []);
}

function shorterHeight(left: readonly Rect[], right: readonly Rect[]): number {
  const heights = [unionOf(left), unionOf(right)].map((rect) => rect.y1 - rect.y0);
  return Math.min(...heights);
}

function isProse(lines: readonly TextLine[]): boolean {
  const letters = lines.reduce((sum, line) => sum + line.text.length, 0);
  const { x0, x1 } = unionOf(lines);
  const wide = lines.filter((line) => overlapX(line, { ...line, x0, x1 }) > 0.6 * (x1 - x0)).length;
  return letters / lines.length >= proseLength && wide >= 0.4 * lines.length;
}
