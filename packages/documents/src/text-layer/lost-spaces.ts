import type { PageWord } from '../pdf/page-content.ts';
import { wordCost } from './lexicon.ts';
import { cutWord } from './line-geometry.ts';
import { isProof, lostSpaces } from './segment.ts';

/** What it takes to believe in a lost space, in half bits: on a page not known to lose them, and on one that is. */
const DOUBT = 12;
const TRUST = 8;
/** Words run together that prove that the page loses spaces: so many, and so great a part. */
const MIN_PROOFS = 2;
const MIN_SHARE = 0.012;

/** Where a sign is followed by a word without the space that belongs there. */
const AFTER_SIGN = new RegExp(
  [
    String.raw`(?<=\p{Script=Cyrillic}{2}[»)]?[,;:])(?=[«(]?\p{Script=Cyrillic}{2})`,
    String.raw`(?<=[\p{Ll}»][»)])(?=\p{Script=Cyrillic}{2})`,
    String.raw`(?<=\p{Ll}{2})(?=[«(]\p{Script=Cyrillic}{2})`,
    String.raw`(?<=\p{Ll}{3}\.)(?=\p{Lu}\p{Ll})`,
    String.raw`(?<=\d\.)(?=\p{Lu}\p{Ll}{2})`,
    String.raw`(?<=(?<!\p{L})(?:ГОСТ|СНиП))(?=\d)`,
  ].join('|'),
  'gu',
);

/** «Прямыезасечки» → «Прямые», «засечки». `null` when the page does not lose spaces. `known`: other pages of the document do. */
export function splitJoinedWords(words: readonly PageWord[], known: boolean): PageWord[] | null {
  if (!known && !losesSpaces(words)) return null;
  const split = words.flatMap((word) => cutWord(word, cutsOf(word.text)));
  return split.length === words.length ? null : split;
}

function losesSpaces(words: readonly PageWord[]): boolean {
  let proofs = 0;
  let russian = 0;
  for (const { text } of words) {
    for (const [run] of text.matchAll(/\p{Script=Cyrillic}{3,}/gu)) {
      russian += 1;
      if (isProof(run, lostSpaces(run, DOUBT))) proofs += 1;
    }
  }
  return proofs >= MIN_PROOFS && proofs >= MIN_SHARE * russian;
}

/** Where spaces were lost in a word with its punctuation. */
function cutsOf(text: string): number[] {
  const cuts = new Set<number>();
  for (const match of text.matchAll(/\p{Script=Cyrillic}{3,}/gu)) {
    for (const cut of lostSpaces(match[0], TRUST)) cuts.add(match.index + cut);
    const end = match.index + match[0].length;
    if (match[0].length > 3 && /^\d/.test(text.slice(end)) && wordCost(match[0]) !== undefined) cuts.add(end);
  }
  for (const match of text.matchAll(AFTER_SIGN)) cuts.add(match.index);
  return [...cuts].sort((one, other) => one - other);
}
