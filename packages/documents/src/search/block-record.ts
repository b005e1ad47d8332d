import { normalizeMark } from '../marks/index.ts';
import type { IndexedBlock } from '../search-types.ts';
import { findFloors } from './places.ts';
import { markTerm, placeTerm, termOf } from './terms.ts';
import { tokenize } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the index keeps of a block's words: entries that pack a term with its field. */
export interface BlockRecord {
  /** The terms of the text in its order, then those without a place in it. */
  entries: Uint32Array;
  /** How many entries, from the first, are the text in its order. */
  textLength: number;
}

export const termOfEntry = (entry: number): number => entry >>> 1;
export const isHeadingEntry = (entry: number): boolean => (entry & 1) === 1;

const textEntry = (term: number): number => term * 2;
const headingEntry = (term: number): number => term * 2 + 1;

/** The heading of a block is what is said of it outside its text: the sheet and its title, the page, its own code. */
export const recordBlock = (block: IndexedBlock, vocabulary: Vocabulary): BlockRecord => {
  const text = tokenize(block.text).map(termOf);
  const floors = findFloors(block.text).map((floor) => floor.term);
  const entries = [
    ...[...text, ...floors].map((term) => textEntry(vocabulary.intern(term))),
    ...headingTerms(block).map((term) => headingEntry(vocabulary.intern(term))),
  ];
  return { entries: Uint32Array.from(entries), textLength: text.length };
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
