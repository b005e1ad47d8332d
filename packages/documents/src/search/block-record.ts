import { normalizeMark } from '../marks/index.ts';
import type { IndexedBlock } from '../search-types.ts';
import { findFloors } from './places.ts';
import { markTerm, placeTerm, termOf } from './terms.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the index keeps of a block's words: two parallel lists, first the text in its order, then the rest. */
export interface BlockRecord {
  /** A term and its field, see {@link termOfEntry}. */
  entries: Uint32Array;
  /** Where the term stands in the text, see {@link spanOf}; 0 in the heading. */
  places: Uint32Array;
  /** How many entries, from the first, are the text in its order. */
  textLength: number;
}

export const termOfEntry = (entry: number): number => entry >>> 1;
export const isHeadingEntry = (entry: number): boolean => (entry & 1) === 1;

const MAX_PLACE_LENGTH = 0xff;
const packPlace = (start: number, end: number): number =>
  ((start << 8) | Math.min(end - start, MAX_PLACE_LENGTH)) >>> 0;

/** UTF-16 offsets of a place in the text; exact within the first 16 M units. */
export const spanOf = (place: number): { start: number; end: number } => {
  const start = place >>> 8;
  return { start, end: start + (place & MAX_PLACE_LENGTH) };
};

/** The heading of a block is what is said of it outside its text: the sheet and its title, the page, its own code. */
export const recordBlock = (block: IndexedBlock, vocabulary: Vocabulary): BlockRecord => {
  const tokens = tokenize(block.text);
  const floors = findFloors(block.text);
  const heading = headingTerms(block);
  const entries = new Uint32Array(tokens.length + floors.length + heading.length);
  const places = new Uint32Array(entries.length);
  let at = 0;
  const addText = (term: string, { start, end }: Pick<Token, 'start' | 'end'>): void => {
    entries[at] = vocabulary.intern(term) * 2;
    places[at++] = packPlace(start, end);
  };
  for (const token of tokens) addText(termOf(token), token);
  for (const floor of floors) addText(floor.term, floor);
  for (const term of heading) entries[at++] = vocabulary.intern(term) * 2 + 1;
  return { entries, places, textLength: tokens.length };
};

const headingTerms = (block: IndexedBlock): string[] => {
  const title = block.sheetTitle ?? '';
  return [
    ...tokenize(title).map(termOf),
    ...findFloors(title).map((floor) => floor.term),
    placeTerm('page', String(block.page)),
    ...(block.sheet === null ? [] : [placeTerm('sheet', block.sheet.replace(',', '.'))]),
    markTerm(normalizeMark(block.code)),
  ];
};
