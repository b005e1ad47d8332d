import type { Rect } from './rect.ts';
import type { RuleLine, RuleLines } from './rule-lines.ts';

/** A rectangle closed by rulings with none inside it. Lines are told by their index in `RuleLines`. */
export interface Cell extends Rect {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const reach = 3;
/** How many lines a merged cell may pass over. */
const farthest = 48;
/** Dense drawings have crossings without end; a table of 300 × 60 cells has 18,000. */
const maxCrossings = 60_000;
const maxProbes = 4_000_000;
const smallestSide = 4;

/** All cells of the page: of tables, stamps, and of drawings that look like them. */
export function findCells(lines: RuleLines): Cell[] {
  const crossings = cross(lines);
  if (crossings === null) return [];
  const cells: Cell[] = [];
  const probes = { left: maxProbes };
  for (const [top, columns] of crossings.alongHorizontal.entries()) {
    for (const [at, left] of columns.entries()) {
      const cell = cellFrom(
        { top, left, rights: columns.slice(at + 1, at + 1 + farthest) },
        crossings,
        probes,
      );
      if (cell !== null) cells.push(...sized(cell, lines));
      if (probes.left <= 0) return cells;
    }
  }
  return cells;
}

interface Crossings {
  /** Of each horizontal line, the vertical ones that meet it, from the left. */
  alongHorizontal: number[][];
  /** Of each vertical line, the horizontal ones that meet it, from the top. */
  alongVertical: number[][];
  known: Set<number>;
  key(horizontal: number, vertical: number): number;
}

function cross({ horizontal, vertical }: RuleLines): Crossings | null {
  const key = (h: number, v: number) => h * vertical.length + v;
  const alongHorizontal: number[][] = horizontal.map(() => []);
  const alongVertical: number[][] = vertical.map(() => []);
  const known = new Set<number>();
  for (const [h, line] of horizontal.entries()) {
    for (let v = firstAtLeast(vertical, line.from - reach); v < vertical.length; v++) {
      const other = vertical[v];
      if (other === undefined || other.level > line.to + reach) break;
      if (line.level < other.from - reach || line.level > other.to + reach) continue;
      alongHorizontal[h]?.push(v);
      alongVertical[v]?.push(h);
      known.add(key(h, v));
      if (known.size > maxCrossings) return null;
    }
  }
  return { alongHorizontal, alongVertical, known, key };
}

function firstAtLeast(lines: readonly RuleLine[], level: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.level ?? 0) < level) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Corners = Pick<Cell, 'top' | 'bottom' | 'left' | 'right'>;

/** The smallest cell whose upper left corner is this crossing. */
function cellFrom(
  corner: { top: number; left: number; rights: number[] },
  { alongVertical, known, key }: Crossings,
  probes: { left: number },
): Corners | null {
  const { top, left, rights } = corner;
  const column = alongVertical[left] ?? [];
  const below = column.indexOf(top) + 1;
  for (const bottom of column.slice(below, below + farthest)) {
    for (const right of rights) {
      probes.left--;
      if (known.has(key(bottom, right))) return { top, bottom, left, right };
    }
  }
  return null;
}

function sized(corners: Corners, { horizontal, vertical }: RuleLines): Cell[] {
  const x0 = vertical[corners.left]?.level ?? 0;
  const x1 = vertical[corners.right]?.level ?? 0;
  const y0 = horizontal[corners.top]?.level ?? 0;
  const y1 = horizontal[corners.bottom]?.level ?? 0;
  return x1 - x0 < smallestSide || y1 - y0 < smallestSide ? [] : [{ ...corners, x0, y0, x1, y1 }];
}
