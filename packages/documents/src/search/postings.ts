import { createGrowingArray } from './growing-array.ts';

/** Where a term stands: in which block, how often in its text, how often in its heading, packed in one number. */
export interface Postings {
  /** Every (term, block) pair is added once. */
  add(term: number, block: number, counts: FieldCounts): void;
  /** Copies the postings of a term to the beginning of `into`, which must hold as many as there are slots; returns how many. */
  read(term: number, into: Uint32Array): number;
}

export interface FieldCounts {
  text: number;
  heading: number;
}

const MAX_TEXT_COUNT = 63;
const MAX_HEADING_COUNT = 3;
const END = 0xffffffff;

/** Linked lists in two flat arrays, eight bytes a posting: 24 bits of block, 6 and 2 of counts, and the previous posting of the term. */
export const createPostings = (): Postings => {
  const heads = createGrowingArray();
  const packed = createGrowingArray(1024);
  const previous = createGrowingArray(1024);
  return {
    add(term, block, counts) {
      while (heads.length <= term) heads.push(END);
      const inText = Math.min(counts.text, MAX_TEXT_COUNT);
      const inHeading = Math.min(counts.heading, MAX_HEADING_COUNT);
      previous.push(heads.values[term] ?? END);
      heads.values[term] = packed.length;
      packed.push((block << 8) | (inText << 2) | inHeading);
    },
    read(term, into) {
      const [packedValues, previousValues] = [packed.values, previous.values];
      let at = term < heads.length ? (heads.values[term] ?? END) : END;
      let count = 0;
      while (at !== END) {
        into[count++] = packedValues[at] ?? 0;
        at = previousValues[at] ?? END;
      }
      return count;
    },
  };
};

export const slotOfPosting = (posting: number): number => posting >>> 8;
export const countInText = (posting: number): number => (posting >>> 2) & MAX_TEXT_COUNT;
export const countInHeading = (posting: number): number => posting & MAX_HEADING_COUNT;
