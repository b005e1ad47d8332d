import type { Atom, Chunk } from '../marks/chunks.ts';
import { foldWord, normalizeMark } from '../marks/index.ts';
import { marksOfChunk, readChunks, spelling } from '../marks/marks.ts';
import { isOrdinal, isSize } from '../marks/shape.ts';

/** `part`: the last part of a cipher, by which people name the set («АР4» of 133/23-ГК-АР4). */
export type TokenKind = 'word' | 'number' | 'mark' | 'part';

export interface Token {
  kind: TokenKind;
  /** What is compared: a folded word, a number with a decimal point, the key of a mark. */
  term: string;
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
}

/**
 * The tokens of a text in its order. Some overlap: «31360-2007» is itself, 31360 and 2007; «600х100» is 600x100, 600 and 100; a mark
 * with a long word («Зона2») gives the word and the number as well.
 */
export const tokenize = (text: string): Token[] =>
  readChunks(text).flatMap((chunk) => tokensOfChunk(text, chunk));

/** The tokens of one chunk; they depend on nothing but its spelling. */
export const tokensOfChunk = (text: string, chunk: Chunk): Token[] => {
  const [only] = chunk.atoms;
  const isPlain = only && chunk.atoms.length === 1 && PLAIN.test(only.text);
  if (isPlain) return tokensOfAtom(only);
  const marks = marksOfChunk(text, chunk);
  if (marks.length === 0) return plainTokens(chunk);
  const tokens = marks.map(({ key, start, end }): Token => ({ kind: 'mark', term: key, start, end }));
  const hasWord = LETTERS.test(spelling(chunk)) || chunk.atoms.some((atom) => LONG_WORD.test(atom.text));
  if (hasWord) return [...tokens, ...plainTokens(chunk)];
  return [...tokens, ...cipherPart(chunk)];
};

/** Letters or digits only; letters that end in a capital З are looked at again: «КРЗ» may be КР3. */
const PLAIN = /^(?:[\p{L}\p{M}]*[[\p{L}\p{M}]--[З]]|\p{N}+)$/v;
const LETTERS = /^[\p{L}\p{M}]+$/u;
const LONG_WORD = /\p{L}{4}/u;
const DIGITS = /^\p{N}+$/u;

const wordToken = ({ text, start, end }: Pick<Atom, 'text' | 'start' | 'end'>): Token => ({
  kind: 'word',
  term: foldWord(text),
  start,
  end,
});

const plainTokens = (chunk: Chunk): Token[] => {
  const parts = joinDecimals(chunk.atoms).flatMap(tokensOfAtom);
  return [...wholeNumber(chunk), ...(isOrdinal(spelling(chunk)) ? parts.filter(isNumber) : parts)];
};

const isNumber = (token: Token): boolean => token.kind === 'number';

/** «31360-2007», «7/9», «1000×2120»: numbers that are looked for together. */
const wholeNumber = (chunk: Chunk): Token[] => {
  const [first, ...others] = joinDecimals(chunk.atoms);
  if (!first || others.length === 0) return [];
  const parts = [first, ...others].map(({ link, text }) => ({ link, number: text.replace(UNIT_BEHIND, '') }));
  if (!parts.every(({ number }) => NUMBER.test(number))) return [];
  const term = parts.map(({ link, number }, at) => (at === 0 ? '' : foldLink(link)) + number).join('');
  return [{ kind: 'number', term, start: first.start, end: chunk.end - chunk.stars.length }];
};

const UNIT_BEHIND = /(?<=\p{N})\p{L}+$/u;
const NUMBER = /^\p{N}+(?:\.\p{N}+)?$/u;

const foldLink = (link: string): string => {
  if (link === '×' || link === '*') return 'x';
  if (/[\\_]/.test(link)) return '/';
  return link.replace(/[‐‑‒–—−]/, '-');
};

/** «606,95» is one number, with a point. */
const joinDecimals = (atoms: readonly Atom[]): Atom[] => {
  const joined: Atom[] = [];
  for (const atom of atoms) {
    const before = joined.at(-1);
    const decimal =
      before && /[.,]/.test(atom.link) && NUMBER_END.test(before.text) && NUMBER_START.test(atom.text);
    if (decimal) joined.splice(-1, 1, { ...before, text: `${before.text}.${atom.text}`, end: atom.end });
    else joined.push(atom);
  }
  return joined;
};

const NUMBER_END = /\p{N}$/u;
const NUMBER_START = /^\p{N}/u;
/** «м²» is one unit, not a metre and a two. */
const RUNS = /(?<!\p{L})(?:мм|см|дм|км|м|mm|cm|m)[23²³](?!\p{N})|\p{N}+(?:\.\p{N}+)*|[\p{L}\p{M}]+|[⌀∅]/gu;

const tokensOfAtom = (atom: Atom): Token[] => {
  if (LETTERS.test(atom.text)) return [wordToken(atom)];
  if (DIGITS.test(atom.text))
    return [{ kind: 'number', term: atom.text.normalize('NFKC'), start: atom.start, end: atom.end }];
  const runs = [...atom.text.matchAll(RUNS)].map((run) => tokenOfRun(run[0], atom.start + run.index));
  return isSize(atom.text) ? [sizeToken(atom), ...runs.filter(isNumber)] : runs;
};

const tokenOfRun = (text: string, start: number): Token => {
  const end = start + text.length;
  if (!NUMBER_START.test(text)) return wordToken({ text, start, end });
  return { kind: 'number', term: text.normalize('NFKC'), start, end };
};

const sizeToken = ({ text, start, end }: Atom): Token => {
  const term = text
    .toLowerCase()
    .replace(/[хx×*∗]/g, 'x')
    .replace(/[^\d.x]/g, '');
  return { kind: 'number', term, start, end };
};

const cipherPart = (chunk: Chunk): Token[] => {
  const [first, last] = [chunk.atoms[0], chunk.atoms.at(-1)];
  if (!first || !last || chunk.atoms.length < 3 || !DIGITS.test(first.text) || last.link === '.') return [];
  return [{ kind: 'part', term: normalizeMark(last.text), start: last.start, end: chunk.end }];
};
