import { drawnPdf } from '#platform/testing/index.ts';
import type { HouseBlock } from './write-house.ts';

/** Size of a page, points. */
export interface DrawingPage {
  width: number;
  height: number;
}

const lineHeight = 1.6;
const smallest = 6;
const largest = 14;

/** The sheets with lines that make pictures heavy and with letters where the blocks are. */
export function drawHouse(
  pages: readonly DrawingPage[],
  blocks: readonly HouseBlock[],
): Promise<Buffer<ArrayBuffer>> {
  return drawnPdf(
    pages.map(({ width, height }, at) => ({
      width,
      height,
      // No two sheets alike.
      lines: width > 1000 ? 100 + 10 * at : 0,
      words: blocks
        .filter(({ page }) => page === at + 1)
        .flatMap((block) => wordsOf(block, { width, height })),
    })),
  );
}

function wordsOf(block: HouseBlock, { width, height }: DrawingPage) {
  if (block.isLineArt) return [];
  const [left, top, right, bottom] = block.bbox;
  const lines = block.seen ?? linesOf(block.text);
  const longest = Math.max(...lines.map((line) => line.length), 1);
  const room = ((right - left) * width) / longest / 0.6;
  const size = Math.max(
    smallest,
    Math.min(largest, room, ((bottom - top) * height) / lines.length / lineHeight),
  );
  return lines.map((text, row) => ({
    text,
    x: left * width + 4,
    y: top * height + 4 + row * size * lineHeight,
    size,
  }));
}

/** What a person would see of Markdown. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /[\p{L}\d]/u.test(line))
    .map((line) => line.replaceAll(/[|#*\s]+/gu, ' ').trim());
}
