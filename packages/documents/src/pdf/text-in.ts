import type { Box } from '../model.ts';
import type { PageContent, PageWord } from './page-content.ts';

export interface TextLine {
  text: string;
  bbox: Box;
  words: PageWord[];
}

/** A word is inside when its middle is: a box that cuts a letter still means the word. */
export function wordsIn({ words }: Pick<PageContent, 'words'>, [x0, y0, x1, y1]: Box): PageWord[] {
  return words.filter(({ bbox }) => {
    const x = (bbox[0] + bbox[2]) / 2;
    const y = (bbox[1] + bbox[3]) / 2;
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
}

/**
 * The text inside `box`, in reading order: lines from the top, in each from the left; text that is turned follows the upright, each
 * direction by itself and as it reads.
 */
export function textIn(content: Pick<PageContent, 'words' | 'page'>, box: Box): TextLine[] {
  const byAngle = Map.groupBy(
    wordsIn(content, box),
    ({ angle }) => (Math.round(angle / 15) * 15 + 360) % 360,
  );
  const angles = [...byAngle.keys()].sort((one, other) => one - other);
  return angles.flatMap((angle) => linesOf(byAngle.get(angle) ?? [], angle, content.page));
}

interface Placed {
  word: PageWord;
  /** Along the baseline and across it, in points, in the direction of reading. */
  along: number;
  across: number;
  height: number;
}

/** Words whose middles lie within this share of a letter's height share a line. */
const sameLine = 0.5;

function linesOf(words: PageWord[], angle: number, page: PageContent['page']): TextLine[] {
  const placed = words
    .map((word) => place(word, angle, page))
    .sort((one, other) => one.across - other.across);
  const lines: Placed[][] = [];
  for (const word of placed) {
    const line = lines.at(-1);
    const first = line?.[0];
    const near = first && word.across - first.across <= Math.max(first.height, word.height) * sameLine;
    if (near) line.push(word);
    else lines.push([word]);
  }
  return lines.map((line) => lineOf(line.sort((one, other) => one.along - other.along)));
}

function place(word: PageWord, angle: number, page: PageContent['page']): Placed {
  const turn = (angle * Math.PI) / 180;
  const [x0, y0, x1, y1] = word.bbox;
  const x = ((x0 + x1) / 2) * page.width;
  const y = ((y0 + y1) / 2) * page.height;
  return {
    word,
    along: x * Math.cos(turn) + y * Math.sin(turn),
    across: y * Math.cos(turn) - x * Math.sin(turn),
    height: word.size,
  };
}

function lineOf(placed: Placed[]): TextLine {
  const words = placed.map(({ word }) => word);
  const boxes = words.map(({ bbox }) => bbox);
  return {
    text: words.map(({ text }) => text).join(' '),
    bbox: [
      Math.min(...boxes.map(([x0]) => x0)),
      Math.min(...boxes.map(([, y0]) => y0)),
      Math.max(...boxes.map(([, , x1]) => x1)),
      Math.max(...boxes.map(([, , , y1]) => y1)),
    ],
    words,
  };
}
