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
  let characters = 0;
  let unreadable = 0;
  let stray = 0;
  const judged = new Map<string, number>();
  for (const [index, { text }] of words.entries()) {
    characters += text.length;
    if (isStray(text, words[index + 1]?.text)) stray += 1;
    unreadable += text.match(/[\p{Cc}\p{Co}\p{Cn}\ufffd]/gu)?.length ?? 0;
    for (const [run] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
      if (run.length >= MIN_LETTERS && /\p{Ll}/u.test(run) && !judged.has(run)) {
        const bits = bitsOf(run);
        if (bits !== null) judged.set(run, bits);
      }
    }
  }
  return {
    characters,
    unreadable: characters === 0 ? 0 : unreadable / characters,
    stray: stray < MIN_STRAY ? 0 : stray / words.length,
    ...summary(judged),
  };
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
