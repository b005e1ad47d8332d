/** A run of letters and digits without separators, with the place where it stands. */
export interface Atom {
  text: string;
  start: number;
  end: number;
  /** Sign between this atom and the one before it in the chunk; empty for the first. */
  link: string;
}

/** What one writes without spaces: `В4-14*`, `133/23-ГК-АР4`, `600х100х250`, or a plain word. */
export interface Chunk {
  atoms: Atom[];
  /** Asterisks after the last atom that belong to it; emphasis of Markdown is left out. */
  stars: string;
  /** Where the chunk ends, asterisks included. */
  end: number;
}

const START = /[\p{L}\p{N}⌀∅]/gu;
const ATOM = /[\p{L}\p{N}\p{M}⌀∅]+/uy;
const LINK = /[-‐‑‒–—−/\\_.,×](?=[\p{L}\p{N}⌀∅])/uy;
/** «1:100», «10:30» */
const COLON = /(?<=\p{N}):(?=\p{N})/uy;
const STARS = /(?:\\?[*∗＊⁎✱])+/uy;
const STAR_BEFORE_HAND = /(?<=\p{N})[*∗＊⁎✱](?=\p{L}{1,2}(?![\p{L}\p{N}]))/uy;
const STAR_AS_TIMES = /(?<=\p{N})[*∗＊⁎✱](?=\p{N})/uy;

const LINKS = [LINK, COLON, STAR_BEFORE_HAND, STAR_AS_TIMES];

/** The common case, taken without a closer look: letters with nothing behind them that could join. */
const PLAIN_WORD = /[A-Za-zА-Яа-яЁё]+(?![\p{L}\p{N}\p{M}⌀∅*∗＊⁎✱\\]|[-‐‑‒–—−/_.,×][\p{L}\p{N}⌀∅])/uy;

/** Splits a text into chunks; everything between them is punctuation or space. */
export const scanChunks = (text: string): Chunk[] => {
  const chunks: Chunk[] = [];
  let at = nextStart(text, 0);
  while (at >= 0) {
    const word = matchAt(PLAIN_WORD, text, at);
    const end = at + word.length;
    const written = word === '' ? readWritten(text, at) : plainWord(word, at, end);
    if (written.atoms.length === 1) chunks.push(written);
    else chunks.push(...splitAtPunctuation(written));
    at = nextStart(text, written.end);
  }
  return chunks;
};

const nextStart = (text: string, from: number): number => {
  START.lastIndex = from;
  return START.exec(text)?.index ?? -1;
};

const plainWord = (text: string, start: number, end: number): Chunk => ({
  atoms: [{ text, start, end, link: '' }],
  stars: '',
  end,
});

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

const readWritten = (text: string, start: number): Chunk => {
  const atoms: Atom[] = [];
  let at = start;
  let link = '';
  for (;;) {
    const atom = matchAt(ATOM, text, at);
    const end = at + atom.length;
    atoms.push({ text: atom, start: at, end, link });
    link = LINKS.reduce((found, pattern) => found || matchAt(pattern, text, end), '');
    if (link === '') {
      const stars = ownStars(text, start, matchAt(STARS, text, end));
      return { atoms, stars: '*'.repeat(stars.replaceAll('\\', '').length), end: end + stars.length };
    }
    at = end + link.length;
  }
};

/** The asterisks of `run` that are part of the mark: those that close an emphasis opened on the same line are not. */
const ownStars = (text: string, start: number, run: string): string => {
  if (run === '' || run.includes('\\')) return run;
  return run.slice(0, Math.max(0, run.length - openEmphasis(text, start)));
};

const OPENING_STARS = /(?:^|[\s([{«"'|>_~])(\*{1,3})$/;

const openEmphasis = (text: string, start: number): number => {
  const last = text.lastIndexOf('*', start - 1);
  if (start === 0 || last < 0 || text.slice(last, start).includes('\n')) return 0;
  if (/^\s/.test(text.slice(last + 1))) return 0;
  return OPENING_STARS.exec(text.slice(Math.max(0, last - 4), last + 1))?.[1]?.length ?? 0;
};

const splitAtPunctuation = (written: Chunk): Chunk[] => {
  const chunks: Chunk[] = [];
  let atoms: Atom[] = [];
  for (const [index, atom] of written.atoms.entries()) {
    if (index > 0 && !isLinked(written.atoms, index)) {
      chunks.push({ atoms, stars: '', end: atoms.at(-1)?.end ?? atom.start });
      atoms = [];
    }
    atoms.push(atoms.length === 0 ? { ...atom, link: '' } : atom);
  }
  chunks.push({ ...written, atoms });
  return chunks;
};

const ENDS_IN_DIGIT = /\p{N}$/u;
const STARTS_WITH_DIGIT = /^\p{N}/u;
const LOWER_CASE_WORD = /^\p{Ll}{2,}$/u;
const DIGITS = /^\p{N}+$/u;
/** «В», «АР», «2П»: a part of a mark that a dot may join, unlike the words of «см.лист» and «1.Плитка». */
const CAPITAL_PART = /^\p{N}{0,3}\p{Lu}{1,4}\p{N}{0,3}$/u;
/** «р» of «Д.р-1». */
const SHORT_PART = /^\p{L}{1,2}$/u;

/** Whether the sign before `atoms[index]` joins (a decimal comma, the dot of «А.1») or is punctuation (a list, the end of a sentence). */
const isLinked = (atoms: readonly Atom[], index: number): boolean => {
  const link = atoms[index]?.link;
  const left = withThrees(atoms[index - 1]?.text ?? '');
  const right = withThrees(atoms[index]?.text ?? '');
  if (link === '_') return !LOWER_CASE_WORD.test(left) && !LOWER_CASE_WORD.test(right);
  if (link !== ',' && link !== '.') return true;
  const isDecimal = ENDS_IN_DIGIT.test(left) && STARTS_WITH_DIGIT.test(right);
  if (link === ',') return isDecimal && !isList(atoms, index);
  return isDecimal || (isPart(left) && (isPart(right) || SHORT_PART.test(right)));
};

/** A letter З beside a figure is the figure three, as recognition writes it. */
const withThrees = (text: string): string => text.replace(/(?<=\p{N})З|З(?=\p{N})/gu, '3');

const isPart = (text: string): boolean => CAPITAL_PART.test(text) || DIGITS.test(text);

/** A comma between digits is decimal unless it is one of several: «5,6,8,9-го» is a list. */
const isList = (atoms: readonly Atom[], index: number): boolean =>
  atoms[index - 1]?.link === ',' || atoms[index + 1]?.link === ',';
