import type { AnnotationBounds } from './annotations.ts';

/** Words set into a box that is known to hold them; places in points as seen. */
export interface FittedText {
  lines: FittedLine[];
  /** Height of a line, in points. */
  lineHeight: number;
  angle: 0 | 270;
  /** How far the box is from what such a text takes, as a logarithm: 0 fits, 0.7 is twice or half. */
  misfit: number;
}

export interface FittedLine {
  words: { text: string; x0: number; y0: number; x1: number; y1: number }[];
}

/** Width of a letter of drawing fonts, in heights of a line. */
const letterWidth = 0.48;
/** Text along the sheet needs better evidence than level text. */
const doubtOfTurned = 0.15;
const doubtOfLines = 0.05;
/** An item of numbered notes begins a line. */
const noteStart = /^\d{1,2}[.)]$/u;
const fewestWordsOfNotes = 12;
/** «М 1:100» is never broken, and stands under the title; «1-1» and «А-А» over it. */
const insideScale = /(?<=(?:^|\s)[МM]) (?=1:\d)/gu;
const scale = /^[МM]\s?1:\d/u;
const sectionMark = /^(\p{L}|\d{1,2})[-–—]\1$/u;
/** Lines of prose end near the right edge, and are stretched to it. */
const fullLine = 0.6;
const bond = '\u00a0';

/** The most likely setting of `text`: how many lines, level or reading upwards. */
export function fitText(text: string, box: AnnotationBounds): FittedText {
  const words = unitsOf(text);
  const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
  const level = fitLines(words, width, height);
  const upwards = fitLines(words, height, width);
  if (level.misfit <= upwards.misfit + doubtOfTurned) return placed(level, box, 0);
  return placed(upwards, box, 270);
}

/** One line of the given height about the middle of the box: for a box that holds more than its text, as a leader's does. */
export function centredText(text: string, box: AnnotationBounds, lineHeight: number): FittedText {
  const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
  const half = Math.min(text.length * letterWidth * lineHeight, box.x1 - box.x0) / 2;
  const rise = Math.min(lineHeight, box.y1 - box.y0) / 2;
  const inner = { x0: x - half, x1: x + half, y0: y - rise, y1: y + rise };
  return placed({ lines: [unitsOf(text)], misfit: 0 }, inner, 0);
}

/** Words, those that stay together as one. */
function unitsOf(text: string): string[] {
  return text.replace(insideScale, bond).split(' ');
}

interface Setting {
  lines: string[][];
  misfit: number;
}

/** Lines of such a length that their number fills the box as well as their length does. */
function fitLines(words: readonly string[], along: number, across: number): Setting {
  const total = words.reduce((sum, word) => sum + word.length + 1, -1);
  let best = settingOf([[...words]], along, across);
  let [low, high] = [Math.max(...words.map((word) => word.length)), total];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const setting = settingOf(wrapped(words, middle), along, across);
    if (setting.misfit < best.misfit) best = setting;
    if (setting.tooLong) high = middle;
    else low = middle + 1;
  }
  return best;
}

function settingOf(lines: string[][], along: number, across: number): Setting & { tooLong: boolean } {
  const longest = Math.max(...lines.map(lengthOf));
  const takes = (letterWidth * across * longest) / lines.length;
  const off = Math.log(Math.max(takes, 1e-6) / Math.max(along, 1e-6));
  return { lines, misfit: Math.abs(off) + (lines.length > 1 ? doubtOfLines : 0), tooLong: off > 0 };
}

function wrapped(words: readonly string[], longest: number): string[][] {
  const lines: string[][] = [];
  let length = 0;
  for (const [index, word] of words.entries()) {
    const line = lines.at(-1);
    if (line === undefined || startsLine(words, index) || length + 1 + word.length > longest) {
      lines.push([word]);
      length = word.length;
    } else {
      line.push(word);
      length += 1 + word.length;
    }
  }
  return lines;
}

function startsLine(words: readonly string[], index: number): boolean {
  const [word = '', before = '', after = ''] = [words[index], words[index - 1], words[index + 1]];
  if (words.length >= fewestWordsOfNotes && noteStart.test(word) && /^\p{Lu}/u.test(after)) return true;
  return scale.test(word) || (index === 1 && sectionMark.test(before));
}

function lengthOf(line: readonly string[]): number {
  return line.reduce((sum, word) => sum + word.length + 1, -1);
}

function placed({ lines, misfit }: Setting, box: AnnotationBounds, angle: 0 | 270): FittedText {
  const [along, across] =
    angle === 0 ? [box.x1 - box.x0, box.y1 - box.y0] : [box.y1 - box.y0, box.x1 - box.x0];
  const lineHeight = across / lines.length;
  const longest = Math.max(1, ...lines.map(lengthOf));
  const fitted = lines.map((line, row) => {
    const last = lines[row + 1] === undefined || noteStart.test(lines[row + 1]?.[0] ?? '');
    const stretched = !last && lengthOf(line) >= fullLine * longest;
    const letter = along / (stretched ? lengthOf(line) : longest);
    let at = 0;
    const words = line
      .flatMap((unit) => unit.split(bond))
      .map((text) => {
        const [from, to] = [at * letter, (at + text.length) * letter];
        at += text.length + 1;
        const top = row * lineHeight;
        return angle === 0
          ? { text, x0: box.x0 + from, x1: box.x0 + to, y0: box.y0 + top, y1: box.y0 + top + lineHeight }
          : { text, x0: box.x0 + top, x1: box.x0 + top + lineHeight, y0: box.y1 - to, y1: box.y1 - from };
      });
    return { words };
  });
  return { lines: fitted, lineHeight, angle, misfit };
}
