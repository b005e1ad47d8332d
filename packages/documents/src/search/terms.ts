import type { Token } from './tokens.ts';

/** Terms of the vocabulary are strings whose first sign tells their kind; words and numbers stand bare. */
const MARK = '#';
const PART = '~';
const PLACE = '@';

export const markTerm = (key: string): string => MARK + key;

/** The key of a mark term, `null` for other terms. */
export const markKeyOf = (term: string): string | null => (term.startsWith(MARK) ? term.slice(1) : null);

/** The last part of a cipher: «АР4» of 133/23-ГК-АР4. */
export const partTerm = (part: string): string => PART + part;

/** A floor, a sheet or a page of the PDF. */
export const placeTerm = (kind: 'floor' | 'sheet' | 'page', name: string): string =>
  `${PLACE}${kind}:${name}`;

export const isWord = (term: string): boolean => /^\p{L}/u.test(term);

export const termOf = (token: Token): string => {
  if (token.kind === 'mark') return markTerm(token.term);
  return token.kind === 'part' ? partTerm(token.term) : token.term;
};
