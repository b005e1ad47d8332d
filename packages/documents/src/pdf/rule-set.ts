import type { Rule } from './page-content.ts';

/** A ruling in points as seen. */
export interface RuleLine {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  horizontal: boolean;
}

/** Collected before the long ones are chosen; a heavy drawing has more lines than any table. */
const maxCollected = 200_000;
const maxRules = 20_000;
const shortest = 4;

/** Rulings of a page, pieces of one line joined, the longest kept where there are too many. */
export class RuleSet {
  private readonly lines: RuleLine[] = [];

  add(line: RuleLine): void {
    if (this.lines.length < maxCollected) this.lines.push(line);
  }

  /** Boxes 0–1 of a page of the given size. */
  normalised(width: number, height: number): Rule[] {
    const joined = [...joinLines(this.lines, true), ...joinLines(this.lines, false)].filter(
      (line) => length(line) >= shortest,
    );
    if (joined.length > maxRules) {
      joined.sort((a, b) => length(b) - length(a));
      joined.length = maxRules;
    }
    return joined.map(({ x0, y0, x1, y1, horizontal }) => ({
      bbox: [clamped(x0 / width), clamped(y0 / height), clamped(x1 / width), clamped(y1 / height)],
      horizontal,
    }));
  }
}

function clamped(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function length(line: RuleLine): number {
  return Math.max(line.x1 - line.x0, line.y1 - line.y0);
}

/** Lines at nearly one height that touch or leave a dash's gap become one. */
function joinLines(lines: readonly RuleLine[], horizontal: boolean): RuleLine[] {
  const flat = lines
    .filter((line) => line.horizontal === horizontal)
    .map((line) => spanOf(line))
    .sort((a, b) => a.level - b.level);
  const joined: Span[] = [];
  for (let from = 0; from < flat.length; ) {
    let to = from + 1;
    const base = flat[from]?.level ?? 0;
    while (to < flat.length && (flat[to]?.level ?? 0) - base <= levelTolerance) to++;
    joined.push(...joinSpans(flat.slice(from, to)));
    from = to;
  }
  return joined.map((span) => lineOf(span, horizontal));
}

const levelTolerance = 0.8;
const gapTolerance = 1.5;

interface Span {
  /** Where the line's middle lies across its direction. */
  level: number;
  thickness: number;
  from: number;
  to: number;
}

function spanOf({ x0, y0, x1, y1, horizontal }: RuleLine): Span {
  return horizontal
    ? { level: (y0 + y1) / 2, thickness: y1 - y0, from: x0, to: x1 }
    : { level: (x0 + x1) / 2, thickness: x1 - x0, from: y0, to: y1 };
}

function lineOf({ level, thickness, from, to }: Span, horizontal: boolean): RuleLine {
  const half = thickness / 2;
  return horizontal
    ? { x0: from, y0: level - half, x1: to, y1: level + half, horizontal }
    : { x0: level - half, y0: from, x1: level + half, y1: to, horizontal };
}

function joinSpans(spans: Span[]): Span[] {
  spans.sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to + gapTolerance) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}
