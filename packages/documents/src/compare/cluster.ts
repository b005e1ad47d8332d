import type { Box } from '../model.ts';

/** Pixels of a cell that are gone and that came; `null` for a cell without a change. */
export type ChangedCell = { gone: number; came: number } | null;

export interface Cluster {
  kind: 'added' | 'removed' | 'changed';
  /** In cells. */
  box: Box;
}

/** Cells between two changes that are still one: letters of a word, words of a line. */
const GAP = 2;
/** A change of one kind may hold this much of the other: crossings, bits of neighbouring lines. */
const PURE = 0.95;
/** More places than this no one looks at one by one: the nearest are joined. */
const MOST = 200;
const WIDEST_GAP = 32;

/** Changed cells gathered into boxes, from top to bottom. */
export function clusterCells(cells: readonly (readonly ChangedCell[])[]): Cluster[] {
  for (let gap = GAP; ; gap *= 2) {
    const found = clustersAt(cells, gap);
    if (found.length <= MOST || gap >= WIDEST_GAP) return found;
  }
}

function clustersAt(cells: readonly (readonly ChangedCell[])[], gap: number): Cluster[] {
  const seen = cells.map((row) => new Uint8Array(row.length));
  const clusters: Cluster[] = [];
  for (const [row, line] of cells.entries()) {
    for (const [column, cell] of line.entries()) {
      if (cell === null || seen[row]?.[column] === 1) continue;
      clusters.push(gather(cells, seen, { row, column, gap }));
    }
  }
  return clusters;
}

function gather(
  cells: readonly (readonly ChangedCell[])[],
  seen: Uint8Array[],
  { row, column, gap }: { row: number; column: number; gap: number },
): Cluster {
  const box: Box = [column, row, column + 1, row + 1];
  let [gone, came] = [0, 0];
  const waiting: [number, number][] = [[row, column]];
  mark(seen, row, column);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [y, x] = next;
    gone += cells[y]?.[x]?.gone ?? 0;
    came += cells[y]?.[x]?.came ?? 0;
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x + 1);
    box[3] = Math.max(box[3], y + 1);
    waiting.push(...neighbours(cells, seen, { y, x, gap }));
  }
  const share = came / (gone + came);
  return { kind: share >= PURE ? 'added' : share <= 1 - PURE ? 'removed' : 'changed', box };
}

function neighbours(
  cells: readonly (readonly ChangedCell[])[],
  seen: Uint8Array[],
  { y, x, gap }: { y: number; x: number; gap: number },
): [number, number][] {
  const found: [number, number][] = [];
  for (let row = Math.max(0, y - gap); row <= y + gap; row++) {
    for (let column = Math.max(0, x - gap); column <= x + gap; column++) {
      if (!cells[row]?.[column] || seen[row]?.[column] === 1) continue;
      mark(seen, row, column);
      found.push([row, column]);
    }
  }
  return found;
}

function mark(seen: readonly Uint8Array[], row: number, column: number): void {
  const line = seen[row];
  if (line !== undefined) line[column] = 1;
}
