import type { PageWord } from '../pdf/page-content.ts';
import { cyrillicCost, latinCost } from './likelihood.ts';

/** A word whose letter pairs cost more bits than this is spelt by nobody. */
const ODD_BITS = 4.9;
const MIN_LETTERS = 4;
/** A string of a thousand letters is one odd word. */
const MAX_WEIGHT = 20;

/** Letters and signs that stroke fonts lack, so that another font was printed for them. */
const STRAY = /^[ёЁ³²ª»«№]$/;
const MIN_STRAY = 3;
const UNREADABLE = /[\p{Cc}\p{Co}\p{Cn}\ufffd]/gu;

/** What speaks against the letters of a page. */
export interface Oddness {
  /** Part of the characters that are no characters: control codes, private use, unassigned. */
  unreadable: number;
  characters: number;
  /** Part of the words that are one sign which never stands alone: what is left where a drawing's letters are strokes but a few. */
  stray: number;
  /** Letters of different words that are long enough to be judged, and the part of them that nobody spells so. */
  letters: number;
  odd: number;
}

/** Marks, numbers, names in capitals and scripts without a table are no evidence of anything. */
export function oddnessOf(words: readonly PageWord[]): Oddness {
  const texts = words.map(({ text }) => text);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const unreadable = texts.reduce((sum, text) => sum + (text.match(UNREADABLE)?.length ?? 0), 0);
  const stray = texts.filter((text, index) => isStray(text, texts[index + 1])).length;
  return {
    characters,
    unreadable: characters === 0 ? 0 : unreadable / characters,
    stray: stray < MIN_STRAY ? 0 : stray / words.length,
    ...summary(bitsOfWords(texts)),
  };
}

function bitsOfWords(texts: readonly string[]): Map<string, number> {
  const judged = new Map<string, number>();
  for (const text of texts) {
    for (const [run] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
      const bits = run.length < MIN_LETTERS || judged.has(run) || !/\p{Ll}/u.test(run) ? null : bitsOf(run);
      if (bits !== null) judged.set(run, bits);
    }
  }
  return judged;
}

/** «№ 5» and «№ п/п» are as they should be. */
function isStray(text: string, next = ''): boolean {
  return STRAY.test(text) && !(text === '№' && /[\p{L}\p{N}]/u.test(next) && !STRAY.test(next));
}

function summary(judged: ReadonlyMap<string, number>): Pick<Oddness, 'letters' | 'odd'> {
  let letters = 0;
  let odd = 0;
  for (const [word, mean] of judged) {
    const weight = Math.min(word.length, MAX_WEIGHT);
    letters += weight;
    if (mean > ODD_BITS) odd += weight;
  }
  return { letters, odd: letters === 0 ? 0 : odd / letters };
}

function bitsOf(run: string): number | null {
  const cost = /^\p{Script=Latin}+$/u.test(run)
    ? latinCost(run)
    : /^\p{Script=Cyrillic}+$/u.test(run)
      ? cyrillicCost(run)
      : null;
  return cost === null || cost.pairs < MIN_LETTERS ? null : cost.halfBits / cost.pairs / 2;
}
