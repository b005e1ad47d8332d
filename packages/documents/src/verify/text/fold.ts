import { LOOK_ALIKES } from '../../marks/homoglyphs.ts';

/** In prose «З» is a letter: only marks take it for a 3. */
const { З: _, ...letters } = LOOK_ALIKES;
const ALIKE: Readonly<Record<string, string>> = {
  ...letters,
  '✕': 'Х',
  '²': '2',
  '³': '3',
  '\\': '/',
  '⁄': '/',
  '∗': '*',
  '＊': '*',
  '⁎': '*',
  '✱': '*',
};
const DASHES = '‐‑‒–—−';
const SPACES = '\u00a0\u2007\u2009\u200a\u202f';
/** Signs above this are the same folded. */
const LAST = 0x2800;

const foldedCodes = foldSigns();

/**
 * The text in one spelling, sign for sign, so that offsets stay: capitals, Cyrillic for the letters that look like Latin or Greek ones,
 * ё as е, one kind of dash, space, slash and asterisk. Tabs and line ends stay.
 */
export function fold(text: string): string {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    codes[at] = code < LAST ? (foldedCodes[code] ?? code) : code;
  }
  return decoder.decode(codes);
}

/** A byte order mark is a sign like any other here. */
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

function foldSigns(): Uint16Array {
  const codes = new Uint16Array(LAST);
  for (let code = 0; code < LAST; code++) codes[code] = foldSign(String.fromCharCode(code)).charCodeAt(0);
  return codes;
}

function foldSign(sign: string): string {
  if (DASHES.includes(sign)) return '-';
  if (SPACES.includes(sign)) return ' ';
  const capital = sign.toUpperCase();
  const single = capital.length === 1 ? capital : sign;
  return ALIKE[single] ?? single;
}
