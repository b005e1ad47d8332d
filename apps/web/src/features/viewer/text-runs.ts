import type { TextSpan } from './viewer-queries.ts';

/** A line of text as it stands on the page, in shares of the page. */
export interface TextRun {
  key: string;
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Reads from the bottom up. */
  upright: boolean;
}

/**
 * Lines to lay over the picture. What comes as a whole block (a page without letters of its own) is spread over the block's height line
 * by line; nothing better is known of it.
 */
export function textRuns(spans: readonly TextSpan[], pageRatio: number): TextRun[] {
  return spans.flatMap(({ text, bbox: [x0, y0, x1, y1] }, index) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const height = (y1 - y0) / Math.max(1, lines.length);
    return lines.map((line, row) => ({
      key: `${index}.${row}`,
      text: line,
      left: x0,
      top: y0 + row * height,
      width: x1 - x0,
      height,
      upright: lines.length === 1 && line.length > 2 && height > (x1 - x0) * pageRatio * 1.5,
    }));
  });
}

/** Height of the usual line, share of the page; `null` where there is none. */
export function usualHeight(runs: readonly TextRun[]): number | null {
  const heights = runs.filter(({ upright }) => !upright).map(({ height }) => height);
  return heights.toSorted((a, b) => a - b)[Math.floor(heights.length / 2)] ?? null;
}
