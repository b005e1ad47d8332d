import type { Box } from '../model.ts';
import type { PageWord } from '../pdf/page-content.ts';

/** Where a word starts and ends along its line, and across it; grows in the direction of reading. */
function extent({ bbox: [x0, y0, x1, y1], angle }: PageWord): {
  start: number;
  end: number;
  top: number;
  bottom: number;
} {
  const turn = Math.round(angle / 90) & 3;
  if (turn === 1) return { start: y0, end: y1, top: -x1, bottom: -x0 };
  if (turn === 2) return { start: -x1, end: -x0, top: -y1, bottom: -y0 };
  if (turn === 3) return { start: -y1, end: -y0, top: x0, bottom: x1 };
  return { start: x0, end: x1, top: y0, bottom: y1 };
}

/** Distance between a word and the next one of the same line, as a part of the page; `null` when it is not the next one of the line. */
export function gapBetween(one: PageWord, other: PageWord): number | null {
  if (one.angle !== other.angle) return null;
  const [left, right] = [extent(one), extent(other)];
  const overlap = Math.min(left.bottom, right.bottom) - Math.max(left.top, right.top);
  if (overlap < 0.5 * Math.min(left.bottom - left.top, right.bottom - right.top)) return null;
  const gap = right.start - left.end;
  return gap < -0.5 * letterWidth(one) || right.start < left.start ? null : gap;
}

/** Mean width of a letter along the line. */
export function letterWidth(word: PageWord): number {
  const { start, end } = extent(word);
  return (end - start) / Math.max(1, Array.from(word.text).length);
}

export function joinWords(words: readonly PageWord[]): PageWord {
  const [first] = words as [PageWord];
  const bbox = words
    .map((word) => word.bbox)
    .reduce<Box>(
      (all, box) => [
        Math.min(all[0], box[0]),
        Math.min(all[1], box[1]),
        Math.max(all[2], box[2]),
        Math.max(all[3], box[3]),
      ],
      first.bbox,
    );
  return { ...first, text: words.map((word) => word.text).join(''), bbox };
}

/** A word cut before the given letters (UTF-16 units), each part with its share of the box. */
export function cutWord(word: PageWord, cuts: readonly number[]): PageWord[] {
  const ends = [...cuts, word.text.length];
  return ends.map((end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] as number);
    return { ...word, text: word.text.slice(start, end), bbox: partOfBox(word, start, end) };
  });
}

function partOfBox({ bbox, angle, text }: PageWord, start: number, end: number): Box {
  const [x0, y0, x1, y1] = bbox;
  const turn = Math.round(angle / 90) & 3;
  const [from, to] = turn === 0 || turn === 1 ? [start, end] : [text.length - end, text.length - start];
  const part = (low: number, high: number, place: number) => low + ((high - low) * place) / text.length;
  if (turn % 2 === 0) return [part(x0, x1, from), y0, part(x0, x1, to), y1];
  return [x0, part(y0, y1, from), x1, part(y0, y1, to)];
}
