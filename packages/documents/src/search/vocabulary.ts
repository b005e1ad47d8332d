import { ocrKeyOf } from '../marks/index.ts';
import { createGroups } from './groups.ts';
import { ownString } from './own-string.ts';
import { createSimilarStems } from './similar-stems.ts';
import { stem } from './stem.ts';
import { isWord, markKeyOf } from './terms.ts';

/** Numbers the terms of one table and groups those that are looked for together. It only grows; a rebuilt table has a new one. */
export interface Vocabulary {
  readonly size: number;
  /** The number of a term, from 0; a new one when the term is unknown. */
  intern(term: string): number;
  /** The number of a term, if known. */
  find(term: string): number | undefined;
  /** The term of a number that was given out. */
  termAt(id: number): string;
  /** Words of the same stem. */
  sameStem(word: string): number[];
  /** Words that begin with the same letters. */
  samePrefix(word: string): number[];
  /** Words whose stems differ from this one's by a slip, and those whose stems are merely alike. */
  similar(word: string): { same: number[]; related: number[] };
  /** Marks that recognition confuses with this one, itself included. */
  confusable(mark: string): number[];
}

const PREFIX_LENGTH = 5;
const SHORTEST_SIMILAR = 4;

export const createVocabulary = (): Vocabulary => {
  const ids = new Map<string, number>();
  const terms: string[] = [];
  const stemIds = new Map<string, number>();
  const byStem = createGroups<number>();
  const byPrefix = createGroups<string>();
  const byOcrKey = createGroups<string>();
  const similarStems = createSimilarStems();

  const fileWord = (word: string, id: number): void => {
    const stemmed = stem(word);
    const known = stemIds.get(stemmed);
    const stemId = known ?? stemIds.size;
    if (known === undefined) {
      stemIds.set(stemmed, stemId);
      if (word.length >= SHORTEST_SIMILAR) similarStems.add(stemmed, stemId);
    }
    byStem.add(stemId, id);
    if (word.length >= PREFIX_LENGTH) byPrefix.add(word.slice(0, PREFIX_LENGTH), id);
  };

  const intern = (term: string): number => {
    const known = ids.get(term);
    if (known !== undefined) return known;
    const id = ids.size;
    const own = ownString(term);
    ids.set(own, id);
    terms.push(own);
    const mark = markKeyOf(own);
    if (mark !== null) byOcrKey.add(ocrKeyOf(mark), id);
    else if (isWord(own)) fileWord(own, id);
    return id;
  };

  return {
    get size() {
      return ids.size;
    },
    intern,
    find: (term) => ids.get(term),
    termAt: (id) => terms[id] ?? '',
    sameStem: (word) => {
      const stemId = stemIds.get(stem(word));
      return stemId === undefined ? [] : byStem.members(stemId);
    },
    samePrefix: (word) => (word.length < PREFIX_LENGTH ? [] : byPrefix.members(word.slice(0, PREFIX_LENGTH))),
    similar(word) {
      if (word.length < SHORTEST_SIMILAR) return { same: [], related: [] };
      const { same, related } = similarStems.find(stem(word));
      return { same: same.flatMap(byStem.members), related: related.flatMap(byStem.members) };
    },
    confusable: (mark) => byOcrKey.members(ocrKeyOf(mark)),
  };
};
