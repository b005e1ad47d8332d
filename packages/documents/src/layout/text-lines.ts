import { overlapY, type Rect, unionOf } from './rect.ts';
import { type QuarterTurn, type Sheet, turned, type Word } from './sheet.ts';

/** Words that stand side by side on one baseline. */
export interface TextLine extends Rect {
  words: Word[];
  text: string;
  /** Of most of its letters. */
  size: number;
  angle: number;
}

/** Groups level words to lines; a gap wider than `widestGap` sizes ends a line. In order from the top. */
export function linesOf(words: readonly Word[], widestGap: number): TextLine[] {
  const rows = rowsOf(words);
  return rows.flatMap((row) => splitRow(row, widestGap).map(lineOf));
}

/** Text of words in any direction, line by line: level ones first, then each other direction. */
export function textOf(words: readonly Word[], joiner = ' '): string {
  const byAngle = Map.groupBy(words, (word) => quarter(word.angle));
  const parts: string[] = [];
  for (const angle of [0, 270, 90, 180] as const) {
    const turnedWords = turnWords(byAngle.get(angle) ?? [], angle);
    parts.push(...linesOf(turnedWords, Infinity).map((line) => line.text));
  }
  return joiner === ' ' ? joinLines(parts) : parts.join(joiner);
}

/** Lines of a paragraph as running text: words broken by a hyphen are put together. */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text === '') text = line;
    else if (/\p{L}-$/u.test(text) && /^\p{Ll}/u.test(line)) text = text.slice(0, -1) + line;
    else text = `${text} ${line}`;
  }
  return text;
}

function quarter(angle: number): QuarterTurn {
  return ((Math.round(angle / 90) * 90) % 360) as QuarterTurn;
}

function turnWords(words: readonly Word[], angle: QuarterTurn): readonly Word[] {
  if (angle === 0 || words.length === 0) return words;
  const { x1: width, y1: height } = unionOf(words);
  const sheet: Sheet = { width, height, words: [...words], rules: [], images: [], drawings: [] };
  return turned(sheet, angle).words;
}

interface Row {
  words: Word[];
  /** Mean of its words by their letters: a number between two lines does not bridge them. */
  y0: number;
  y1: number;
  letters: number;
}

/** Words whose heights overlap by half share a row. */
function rowsOf(words: readonly Word[]): Word[][] {
  const sorted = [...words].sort((a, b) => a.y0 + a.y1 - b.y0 - b.y1);
  const rows: Row[] = [];
  for (const word of sorted) {
    const letters = word.text.length;
    const row = nearestRow(rows, word);
    if (row === null) {
      rows.push({ words: [word], y0: word.y0, y1: word.y1, letters });
      continue;
    }
    row.words.push(word);
    row.y0 += ((word.y0 - row.y0) * letters) / (row.letters + letters);
    row.y1 += ((word.y1 - row.y1) * letters) / (row.letters + letters);
    row.letters += letters;
  }
  return rows.sort((a, b) => a.y0 - b.y0).map((row) => row.words);
}

/** Of the last rows, the one that shares most of the word's height. */
function nearestRow(rows: readonly Row[], word: Word): Row | null {
  let best: Row | null = null;
  let most = 0.5;
  for (const row of rows.slice(-4)) {
    const shared = Math.min(row.y1, word.y1) - Math.max(row.y0, word.y0);
    const share = shared / Math.min(row.y1 - row.y0, word.y1 - word.y0);
    if (share <= most) continue;
    most = share;
    best = row;
  }
  return best;
}

function splitRow(row: Word[], widestGap: number): Word[][] {
  row.sort((a, b) => a.x0 - b.x0);
  const parts: Word[][] = [];
  let part: Word[] = [];
  let right = -Infinity;
  for (const word of row) {
    const size = Math.max(word.size, part.at(-1)?.size ?? 0, 1);
    if (part.length > 0 && word.x0 - right > widestGap * size) {
      parts.push(part);
      part = [];
      right = -Infinity;
    }
    part.push(word);
    right = Math.max(right, word.x1);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function lineOf(words: Word[]): TextLine {
  const weights = new Map<number, number>();
  for (const { size, text } of words) {
    const rounded = Math.round(size * 2) / 2;
    weights.set(rounded, (weights.get(rounded) ?? 0) + text.length);
  }
  const [[size] = [0]] = [...weights].sort((a, b) => b[1] - a[1]);
  return { ...unionOf(words), words, text: spaced(words), size, angle: words[0]?.angle ?? 0 };
}

/** A word that touches the one before it, as an index does, is one with it. */
function spaced(words: readonly Word[]): string {
  let text = '';
  let last: Word | undefined;
  for (const word of words) {
    const touches = last !== undefined && word.x0 - last.x1 < Math.min(last.size, word.size) * 0.05;
    const related = last !== undefined && touches && overlapY(last, word) > 0 && last.size !== word.size;
    text += last === undefined || related ? word.text : ` ${word.text}`;
    last = word;
  }
  return text;
}
