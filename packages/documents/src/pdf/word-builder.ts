import type { Box } from '../model.ts';
import type { PageGeometry, PageWord } from './page-content.ts';

/** One letter in points as seen. */
export interface Letter {
  text: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  size: number;
  /** Direction of the baseline as seen, degrees clockwise. */
  angle: number;
}

/** A gap of this many sizes ends a word even where the file draws no space. */
const widestGap = 1;
/** A box higher than this many sizes is a font's fantasy. */
const highestBox = 1.8;
const softHyphen = '\u00ad';

/** Joins letters to words. */
export class WordBuilder {
  private readonly geometry: PageGeometry;
  private readonly words: PageWord[] = [];
  private letters: Letter[] = [];
  private run = 0;
  private lineHasWords = false;

  constructor(geometry: PageGeometry) {
    this.geometry = geometry;
  }

  add(letter: Letter): void {
    const last = this.letters.at(-1);
    if (last !== undefined && !continues(last, letter)) this.endWord();
    this.letters.push(letter);
  }

  endWord(): void {
    const word = this.letters.length === 0 ? null : this.joined(this.letters);
    this.letters = [];
    if (word === null) return;
    this.words.push(word);
    this.lineHasWords = true;
  }

  endLine(): void {
    this.endWord();
    if (this.lineHasWords) this.run++;
    this.lineHasWords = false;
  }

  finish(): PageWord[] {
    this.endWord();
    return this.words;
  }

  /** `null` for a word that is off the page or has no letters left. */
  private joined(letters: readonly Letter[]): PageWord | null {
    const text = wordText(letters);
    const [first] = letters;
    if (text === '' || first === undefined) return null;
    const { width, height } = this.geometry;
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const letter of letters) {
      const box = ofHonestHeight(letter);
      x0 = Math.min(x0, box.x0);
      y0 = Math.min(y0, box.y0);
      x1 = Math.max(x1, box.x1);
      y1 = Math.max(y1, box.y1);
    }
    [x0, y0, x1, y1] = withAscent([x0, y0, x1, y1], first);
    const centre = { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
    const onPage = centre.x >= 0 && centre.x <= width && centre.y >= 0 && centre.y <= height;
    if (!onPage) return null;
    const bbox: Box = [unit(x0 / width), unit(y0 / height), unit(x1 / width), unit(y1 / height)];
    return { text, bbox, size: first.size, angle: first.angle, run: this.run };
  }
}

/** PDFium's boxes end at the capitals' tops; a marker over a line should clear them. */
function withAscent([x0, y0, x1, y1]: Box, { size, angle }: Letter): Box {
  const height = angle % 180 === 0 ? y1 - y0 : x1 - x0;
  const rise = size * 1.08 - height;
  if (!(rise > 0) || rise > height) return [x0, y0, x1, y1];
  if (angle === 0) return [x0, y0 - rise, x1, y1];
  if (angle === 180) return [x0, y0, x1, y1 + rise];
  if (angle === 90) return [x0, y0, x1 + rise, y1];
  return angle === 270 ? [x0 - rise, y0, x1, y1] : [x0, y0, x1, y1];
}

/** NaN, which a broken matrix gives, is off the page. */
function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function wordText(letters: readonly Letter[]): string {
  let text = '';
  for (const letter of letters) text += letter.text;
  if (text.includes(softHyphen)) text = text.replace(/\u00ad$/u, '-').replaceAll(softHyphen, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: only what is past ASCII can be composed
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/[\ufb00-\ufb06]/gu, (ligature) => ligature.normalize('NFKC')).normalize('NFC');
}

/** Whether the next letter stands where one word's next letter stands. */
function continues(last: Letter, next: Letter): boolean {
  if (last.angle !== next.angle) return false;
  const size = Math.max(last.size, next.size, 1);
  const turned = (last.angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turned), Math.sin(turned)];
  const dx = (next.x0 + next.x1 - last.x0 - last.x1) / 2;
  const dy = (next.y0 + next.y1 - last.y0 - last.y1) / 2;
  const along = dx * cos + dy * sin;
  const across = Math.abs(dy * cos - dx * sin);
  const reach = (extent(last, cos, sin) + extent(next, cos, sin)) / 2;
  return across < size * 0.8 && along > -reach && along - reach < size * widestGap;
}

/** Length of the box along the baseline. */
function extent(letter: Letter, cos: number, sin: number): number {
  return (letter.x1 - letter.x0) * Math.abs(cos) + (letter.y1 - letter.y0) * Math.abs(sin);
}

/** Some fonts claim an ascent of several sizes; then the box is cut to one size about its middle. */
function ofHonestHeight(letter: Letter): Pick<Letter, 'x0' | 'y0' | 'x1' | 'y1'> {
  const { x0, y0, x1, y1, size, angle } = letter;
  if (angle % 90 !== 0 || !(size > 0)) return letter;
  const upright = angle % 180 === 0;
  const height = upright ? y1 - y0 : x1 - x0;
  if (height <= size * highestBox) return letter;
  const cut = (height - size * 1.2) / 2;
  return upright ? { x0, y0: y0 + cut, x1, y1: y1 - cut } : { x0: x0 + cut, y0, x1: x1 - cut, y1 };
}
