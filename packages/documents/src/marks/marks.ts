import { type Chunk, scanChunks } from './chunks.ts';
import { foldLookAlikes, foldOcrSlips } from './homoglyphs.ts';
import { isMarkText, isRange, joinsAcrossSpaces } from './shape.ts';

/** A mark found in a text. */
export interface FoundMark {
  /** As written, spaces inside included. */
  text: string;
  /** See {@link normalizeMark}; equal keys are the same mark. */
  key: string;
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
}

/** How two marks agree; see {@link compareMarks}. */
export type MarkAgreement = 'mark' | 'mark_ocr';

/**
 * The canonical spelling of one mark: look-alike letters of the Latin, Greek and Cyrillic alphabets are one sign, as are the kinds of
 * dashes, slashes (`_` of file names too), decimal comma and dot; case and spaces do not count, asterisks do.
 *
 * @example normalizeMark('b4 – 14*') === normalizeMark('В4-14*')
 */
export const normalizeMark = (mark: string): string =>
  foldLookAlikes(mark)
    .replace(/[\s\\]+(?=\*)|\s+/gu, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[\\_]/g, '/')
    .replaceAll(',', '.')
    .replace(/[∗＊⁎✱]/g, '*');

/** The key that marks share when recognition could have confused them: `Б3-14` and `В3-14`. Takes a canonical key. */
export const ocrKeyOf = (key: string): string => foldOcrSlips(key);

/** `mark` when the two are the same mark, `mark_ocr` when they differ by OCR slips only, `null` otherwise. */
export const compareMarks = (a: string, b: string): MarkAgreement | null => {
  const [keyA, keyB] = [normalizeMark(a), normalizeMark(b)];
  if (keyA === keyB) return 'mark';
  return ocrKeyOf(keyA) === ocrKeyOf(keyB) ? 'mark_ocr' : null;
};

/**
 * Every mark of a text, in its order. A range gives its ends too: «П/1-П/6» yields П/1-П/6, П/1 and П/6. Numbers with units, ordinals,
 * sizes (600х100х250) and plain words are not marks.
 */
export const findMarks = (text: string): FoundMark[] =>
  readChunks(text).flatMap((chunk) => marksOfChunk(text, chunk));

/** The marks of one chunk of `text`; mostly none or one. */
export const marksOfChunk = (text: string, chunk: Chunk): FoundMark[] =>
  readingsOf(chunk)
    .filter((reading) => isMarkText(spelling(reading)))
    .map((reading) => foundMark(text, reading));

/** The chunk and the marks inside it: both ends of a range, the mark behind «типа-». */
export const readingsOf = (chunk: Chunk): Chunk[] => [
  chunk,
  ...endsOfRange(chunk),
  ...withoutLeadingWord(chunk),
];

const foundMark = (text: string, chunk: Chunk): FoundMark => {
  const start = startOf(chunk);
  const spelled = spelling(chunk) + chunk.stars;
  return { text: text.slice(start, chunk.end), key: normalizeMark(spelled), start, end: chunk.end };
};

/** The chunks of a text; those that a hyphen with spaces keeps together («В4 - 14») are one. */
export const readChunks = (text: string): Chunk[] => {
  const chunks: Chunk[] = [];
  for (const chunk of scanChunks(text)) {
    const before = chunks.at(-1);
    if (before && isOneMark(text, before, chunk)) chunks.splice(-1, 1, join(before, chunk));
    else chunks.push(chunk);
  }
  return chunks;
};

const DASH_WITH_SPACES = /^[ \t\u00a0\u202f]*[-‐‑‒–—−][ \t\u00a0\u202f]*$/;

const isOneMark = (text: string, before: Chunk, chunk: Chunk): boolean => {
  const gap = text.slice(before.end, startOf(chunk));
  if (before.stars !== '' || gap.length > 6 || !DASH_WITH_SPACES.test(gap)) return false;
  return joinsAcrossSpaces(spelling(before), spelling(chunk), text.slice(chunk.end, chunk.end + 12));
};

const join = (before: Chunk, after: Chunk): Chunk => {
  const linked = after.atoms.map((atom, index) => (index === 0 ? { ...atom, link: '-' } : atom));
  return { ...after, atoms: [...before.atoms, ...linked] };
};

const startOf = (chunk: Chunk): number => chunk.atoms[0]?.start ?? chunk.end;

/** The chunk without asterisks and without the spaces that may stand inside, dashes of one kind. */
export const spelling = (chunk: Chunk): string =>
  chunk.atoms.map((atom) => atom.link.replace(/[‐‑‒–—−]/, '-') + atom.text).join('');

const DASH = /^[-‐‑‒–—−]$/;

const endsOfRange = (chunk: Chunk): Chunk[] => {
  const dashes = chunk.atoms.flatMap((atom, index) => (DASH.test(atom.link) ? [index] : []));
  const [dash] = dashes;
  if (dash === undefined || dashes.length > 1) return [];
  const ends = [headOf(chunk, dash), tailOf(chunk, dash)] as const;
  return isRange(spelling(ends[0]), spelling(ends[1])) ? [...ends] : [];
};

const LOWER_CASE_WORD = /^\p{Ll}{4,}$/u;

/** «типа-П-1» is also П-1. */
const withoutLeadingWord = (chunk: Chunk): Chunk[] =>
  chunk.atoms.length > 1 && LOWER_CASE_WORD.test(chunk.atoms[0]?.text ?? '') ? [tailOf(chunk, 1)] : [];

const headOf = (chunk: Chunk, length: number): Chunk => {
  const atoms = chunk.atoms.slice(0, length);
  return { atoms, stars: '', end: atoms.at(-1)?.end ?? chunk.end };
};

const tailOf = (chunk: Chunk, from: number): Chunk => {
  const atoms = chunk.atoms.slice(from).map((atom, index) => (index === 0 ? { ...atom, link: '' } : atom));
  return { ...chunk, atoms };
};
