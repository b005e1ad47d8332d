import { type Postings, slotOfPosting } from './postings.ts';

/** Words that all stand in a block; each is any of several terms. */
export type Phrase = readonly (readonly number[])[];

/** The blocks where every word of a phrase stands, ascending. `room` holds as many as there are slots. */
export const slotsOfPhrase = (phrase: Phrase, postings: Postings, room: Uint32Array): Uint32Array => {
  const count = (terms: readonly number[]): number =>
    terms.reduce((sum, term) => sum + postings.count(term), 0);
  const [rarest = [], ...others] = phrase.toSorted((a, b) => count(a) - count(b));
  let slots = union(rarest, (term) => postings.read(term, room), room);
  for (const terms of others) {
    const among = slots;
    slots = union(terms, (term) => postings.readAt(term, among, room), room);
  }
  return slots;
};

const union = (terms: readonly number[], read: (term: number) => number, room: Uint32Array): Uint32Array => {
  const slots = new Set<number>();
  for (const term of terms) {
    const length = read(term);
    for (let at = 0; at < length; at++) slots.add(slotOfPosting(room[at] ?? 0));
  }
  return Uint32Array.from(slots).sort();
};
