import { describe, expect, test } from 'vitest';
import type { IndexedBlock } from '../search-types.ts';
import { createSearchIndex } from './search-index.ts';
import { createVectorIndex, type Embedder } from './vector-index.ts';

const DIMENSIONS = 64;
/** Names that a model of meaning would bring together. */
const MEANINGS: Readonly<Record<string, string>> = { минвата: 'утеплитель', изоляция: 'утеплитель' };

/** Words hashed into a vector: the same at every run, no network, no model. */
const embedder: Embedder = {
  embed: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(DIMENSIONS);
      for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
        let hash = 7;
        for (const letter of MEANINGS[word] ?? word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
        vector[hash % DIMENSIONS] = (vector[hash % DIMENSIONS] ?? 0) + 1;
      }
      return vector;
    }),
};

const TEXTS = { A: 'Минвата плотная', B: 'Краска белая', C: 'Утеплитель стен' };
const signal = new AbortController().signal;
const blocks = Object.entries(TEXTS).map(
  ([code, text]): IndexedBlock => ({
    ...{ documentId: 'd', version: 1, code, page: code === 'A' ? 1 : 2, sheet: null, sheetTitle: null },
    kind: 'text',
    text,
  }),
);

const indexed = async () => {
  const vectors = createVectorIndex(DIMENSIONS);
  const embedded = await embedder.embed(Object.values(TEXTS), { signal });
  vectors.put(
    'd',
    Object.keys(TEXTS).flatMap((code, at) => {
      const vector = embedded[at];
      return vector ? [{ code, vector }] : [];
    }),
  );
  return vectors;
};

const near = async (text: string, limit = 2) => {
  const [query = new Float32Array(DIMENSIONS)] = await embedder.embed([text], { signal });
  return (await indexed()).nearest(query, { limit });
};

describe('vectors', () => {
  test('the nearest blocks, in the documents asked for', async () => {
    expect((await near('утеплитель')).map(({ code }) => code).sort()).toEqual(['A', 'C']);
    const vectors = await indexed();
    expect(vectors.nearest(new Float32Array(DIMENSIONS), { documentIds: ['other'], limit: 5 })).toEqual([]);
    vectors.remove('d');
    expect(vectors.nearest(new Float32Array(DIMENSIONS), { limit: 5 })).toEqual([]);
    expect(() => vectors.nearest(new Float32Array(3), { limit: 5 })).toThrow(RangeError);
  });

  test('blocks near in meaning are found beside those that words found', async () => {
    const index = createSearchIndex();
    await index.put('d', blocks);
    const text = 'утеплитель';
    expect(index.search({ text }).map(({ code }) => code)).toEqual(['C']);
    const alsoNear = [
      ...(await near(text)),
      { documentId: 'd', code: 'unknown' },
      { documentId: 'x', code: 'A' },
    ];
    const hits = index.search({ text, alsoNear });
    expect(hits.map(({ code }) => code)).toEqual(['C', 'A']);
    expect(hits[1]).toMatchObject({ snippet: TEXTS.A, highlights: [], match: 'text' });
    expect(index.search({ text, alsoNear, page: 2 }).map(({ code }) => code)).toEqual(['C']);
  });
});
