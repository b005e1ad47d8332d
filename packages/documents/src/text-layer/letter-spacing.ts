import type { PageWord } from '../pdf/page-content.ts';
import { isKnownWord } from './lexicon.ts';
import { cyrillicCost } from './likelihood.ts';
import { gapBetween, joinWords, letterWidth } from './line-geometry.ts';

/** A gap under this part of the page's usual space is no space. */
const TIGHT = 0.55;
/** The same in widths of a letter, where the page shows too few spaces to tell. */
const TIGHT_IN_LETTERS = 0.4;
/** Within letter-spaced text a gap that is this much wider than the usual one is a space. */
const SPACE_AMONG_LETTERS = 1.7;
/** Wider apart than this, letters are labels of axes or cells of a table. */
const MAX_LETTER_GAP = 1.3;
const MIN_SPACED_LETTERS = 4;
const MIN_MENDED = 2;
const MIN_STRETCHES = 3;
const MAX_BITS = 4.6;
const PART_OF_NUMBER = /^(?:[.,\-–—]\d{0,2}|\d)[.,]?$/;
/** Unlike sizes: an index or a power. */
const SAME_SIZE = 0.85;

export interface JoinedLetters {
  words: PageWord[];
  /** Enough to distrust the layer: a heading or two set in spaced letters is typography. */
  damaged: boolean;
}

/** «С Т Р О И Т» → «СТРОИТ», «3 .0 1» → «3.01», «площ адки» → «площадки». `null` when nothing was to be joined. */
export function joinSpacedLetters(words: readonly PageWord[]): JoinedLetters | null {
  const space = usualSpace(words);
  const joined: PageWord[] = [];
  let spacedStretches = 0;
  let mended = 0;
  let index = 0;
  while (index < words.length) {
    const spaced = spacedLetters(words, index);
    if (spaced !== null) {
      joined.push(...spaced.words);
      index = spaced.next;
      spacedStretches += 1;
      continue;
    }
    const word = words[index] as PageWord;
    const before = joined.at(-1);
    if (before !== undefined && isTight(before, word, space) && belongTogether(before.text, word.text)) {
      joined[joined.length - 1] = joinWords([before, word]);
      mended += 1;
    } else joined.push(word);
    index += 1;
  }
  if (joined.length === words.length) return null;
  return { words: joined, damaged: mended >= MIN_MENDED || spacedStretches >= MIN_STRETCHES };
}

/** Median gap between ordinary words, in widths of a letter; `null` where there are too few. */
function usualSpace(words: readonly PageWord[]): number | null {
  const gaps: number[] = [];
  for (let index = 1; index < words.length; index += 1) {
    const [one, other] = [words[index - 1] as PageWord, words[index] as PageWord];
    if (one.text.length < 4 || other.text.length < 4) continue;
    const gap = gapInLetters(one, other);
    if (gap !== null && gap > 0) gaps.push(gap);
  }
  return gaps.length < 5 ? null : median(gaps);
}

function isTight(one: PageWord, other: PageWord, space: number | null): boolean {
  if (Math.min(one.size, other.size) < SAME_SIZE * Math.max(one.size, other.size)) return false;
  const gap = gapInLetters(one, other);
  const limit = space === null ? TIGHT_IN_LETTERS : Math.min(TIGHT * space, TIGHT_IN_LETTERS);
  return gap !== null && gap < limit;
}

/** Pieces of one number or mark, or of one word that neither of them is. */
function belongTogether(left: string, right: string): boolean {
  if (/^\d[\d.,\-–—]*$/.test(left) && PART_OF_NUMBER.test(right)) return /\D/.test(left + right);
  const start = /(?<![\p{L}\d])\p{Script=Cyrillic}+$/u.exec(left)?.[0];
  const end = /^\p{Script=Cyrillic}+(?![\p{L}\d])/u.exec(right)?.[0];
  if (start === undefined || end === undefined) return false;
  if (start.length + end.length < 4 || !isKnownWord(start + end)) return false;
  return !isKnownWord(start) || !isKnownWord(end);
}

/** The words written letter by letter from here on; `null` where none are. */
function spacedLetters(words: readonly PageWord[], from: number): { words: PageWord[]; next: number } | null {
  const gaps: number[] = [];
  let next = from;
  while (isLetter(words[next])) {
    const gap = next === from ? null : gapInLetters(words[next - 1] as PageWord, words[next] as PageWord);
    if (next > from && (gap === null || gap > MAX_LETTER_GAP * 3)) break;
    if (gap !== null) gaps.push(gap);
    next += 1;
  }
  if (next - from < MIN_SPACED_LETTERS) return null;
  const usual = median(gaps);
  if (usual > MAX_LETTER_GAP) return null;
  const joined = joinWhere(
    words.slice(from, next),
    gaps,
    (gap) => gap <= Math.max(usual, 0.1) * SPACE_AMONG_LETTERS,
  );
  return joined.every(({ text }) => text.length > 1 || isKnownWord(text)) && areLikely(joined)
    ? { words: joined, next }
    : null;
}

function joinWhere(letters: readonly PageWord[], gaps: readonly number[], isOne: (gap: number) => boolean) {
  const groups: PageWord[][] = [];
  for (const [index, letter] of letters.entries()) {
    const group = groups.at(-1);
    if (group !== undefined && isOne(gaps[index - 1] ?? 0)) group.push(letter);
    else groups.push([letter]);
  }
  return groups.map(joinWords);
}

const isLetter = (word: PageWord | undefined): boolean =>
  word !== undefined && /^\p{Script=Cyrillic}[.,:;)]?$/u.test(word.text);

/** Axes «А Б В Г» are letters too, but no words. */
function areLikely(words: readonly PageWord[]): boolean {
  let halfBits = 0;
  let pairs = 0;
  for (const { text } of words) {
    const cost = cyrillicCost(text.replace(/[^\p{L}]/gu, ''));
    halfBits += cost.halfBits;
    pairs += cost.pairs;
  }
  return words.some(({ text }) => text.length >= 3) && halfBits / pairs / 2 <= MAX_BITS;
}

function gapInLetters(one: PageWord, other: PageWord): number | null {
  const gap = gapBetween(one, other);
  return gap === null ? null : gap / ((letterWidth(one) + letterWidth(other)) / 2);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
