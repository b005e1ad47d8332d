/**
 * The ranking that ours is measured against: Okapi BM25 over the first five letters of each word, a poor man's stemmer that is hard to
 * beat on Russian. Lower case, ё as е; a passage is its title and its text.
 */

export interface BaselinePassage {
  id: string;
  title: string;
  text: string;
}

export interface Baseline {
  /** Ids of the passages that share a word with the query, best first. */
  search(query: string, limit: number): string[];
}

const K1 = 1.2;
const B = 0.75;
const PREFIX_LENGTH = 5;

export const createBaselineBm25 = (passages: readonly BaselinePassage[]): Baseline => {
  const postings = new Map<string, Map<number, number>>();
  const lengths: number[] = [];
  for (const [at, { title, text }] of passages.entries()) {
    const terms = prefixes(`${title} ${text}`);
    lengths.push(terms.length);
    for (const term of terms) {
      const counts = postings.get(term) ?? new Map<number, number>();
      counts.set(at, (counts.get(at) ?? 0) + 1);
      postings.set(term, counts);
    }
  }
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);

  const scoreOf = (count: number, passage: number, documents: number): number => {
    const rarity = Math.log(1 + (passages.length - documents + 0.5) / (documents + 0.5));
    const norm = 1 - B + (B * (lengths[passage] ?? 0)) / averageLength;
    return (rarity * count * (K1 + 1)) / (count + K1 * norm);
  };

  return {
    search(query, limit) {
      const scores = new Map<number, number>();
      for (const term of prefixes(query)) {
        const counts = postings.get(term) ?? new Map<number, number>();
        for (const [passage, count] of counts)
          scores.set(passage, (scores.get(passage) ?? 0) + scoreOf(count, passage, counts.size));
      }
      const ranked = [...scores].sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b);
      return ranked.slice(0, limit).map(([passage]) => passages[passage]?.id ?? '');
    },
  };
};

const prefixes = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map((word) => word.slice(0, PREFIX_LENGTH));
