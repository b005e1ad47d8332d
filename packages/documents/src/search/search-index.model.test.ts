import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndexedBlock, SearchHit } from '../search-types.ts';
import { createBlockReader } from './block-reader.ts';
import { createBlockTable } from './block-table.ts';
import { openPacked, packDocument } from './packed-document.ts';
import { emptyRecord } from './packed-record.ts';
import { parseQuery } from './parse-query.ts';
import { scopeOf } from './scope.ts';
import { HEADING_WEIGHT, lengthShare, scoreBlocks } from './scoring.ts';
import { createSearchIndex } from './search-index.ts';
import { createSynonyms } from './synonyms.ts';
import { K1, type WeighedClause, weighClauses } from './weigh-clauses.ts';

const WORDS =
  'стена стены стеной кровля кровлю котёл котлы В2 В21 Б2 B4-14* 600х100 606,95 лист этаж 7-го на масса'.split(
    ' ',
  );
const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 });
const text = words.map((list) => list.join(' '));
const draft = fc.record({
  text,
  page: fc.integer({ min: 1, max: 3 }),
  sheet: fc.constantFrom(null, '1', '5.1'),
  kind: fc.constantFrom('text' as const, 'table' as const, 'image' as const),
});
type Draft = typeof draft extends fc.Arbitrary<infer Value> ? Value : never;

const blocksOf = (documentId: string, drafts: readonly Draft[]): IndexedBlock[] =>
  drafts.map((each, at) => ({
    ...each,
    documentId,
    version: 1,
    code: `${documentId}-${at}`,
    sheetTitle: null,
  }));

const drafts = fc.array(draft, { maxLength: 40 });
const SYNONYMS = createSynonyms([['котёл', 'стена на этаж', 'кровля']]);

type Table = ReturnType<typeof createBlockTable>;

/** Every block by itself, with nothing left out and nothing kept between blocks. */
const scoreSlowly = (clauses: readonly WeighedClause[], table: Table, slot: number): number => {
  const document = table.documentAt(slot);
  const record = document.record(slot - document.base, emptyRecord());
  const normOf = (b: number): number => 1 - b + (b * record.textLength) / table.meanLength;
  let isFound = false;
  const scores = clauses.map(({ tiers, role }) => {
    const norm = normOf(lengthShare(role));
    let count = 0;
    return tiers.map(({ terms, related = [], phrases = [], weight, rarity }) => {
      const met = record.terms.map((term, at) => ({
        term,
        worth: at < record.placed ? 1 / norm : HEADING_WEIGHT,
      }));
      const whole = phrases.filter((phrase) =>
        phrase.every((forms) => forms.some((form) => record.terms.includes(form))),
      );
      const own = met.filter(({ term }) => terms.includes(term));
      const others = met.filter(({ term }) => related.includes(term));
      for (const { worth } of [...own, ...others]) count += worth;
      count += whole.length / normOf(lengthShare('text'));
      isFound ||= role !== 'filler' && own.length + whole.length > 0;
      return (weight * rarity * (K1 + 1) * count) / (K1 + count);
    });
  });
  return isFound ? scores.flat().reduce((sum, score) => sum + score, 0) : 0;
};

const runAtOnce = <Result>(steps: Generator<void, Result>): Result => {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
};

const tableOf = (documents: readonly (readonly Draft[])[]): Table => {
  const table = createBlockTable();
  const reader = createBlockReader();
  for (const [at, each] of documents.entries()) {
    const bytes = runAtOnce(packDocument(blocksOf(`d${at}`, each), reader));
    table.show(runAtOnce(table.write({ id: `d${at}`, version: 1 }, runAtOnce(openPacked(bytes)))));
  }
  return table;
};

describe('the fast scorer and a slow one', () => {
  test('agree on the best blocks of random documents', () => {
    fc.assert(
      fc.property(
        fc.array(drafts, { minLength: 1, maxLength: 4 }),
        text,
        fc.integer({ min: 1, max: 12 }),
        fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        (documents, question, count, page) => {
          const table = tableOf(documents);
          table.hide('d1');
          const clauses = weighClauses(parseQuery(question, table.vocabulary, SYNONYMS), table);
          const scope = scopeOf({ ...(page !== undefined && { page }) }, table);
          const slowly = [...scope.inside.keys()]
            .filter((slot) => scope.inside[slot] === 1)
            .map((slot) => ({ slot, score: scoreSlowly(clauses, table, slot) }))
            .filter(({ score }) => score > 0)
            .sort((a, b) => b.score - a.score || a.slot - b.slot);
          const { scores, slots } = scoreBlocks(clauses, table, { scope, count });
          const quickly = [...slots]
            .map((slot) => scores[slot] ?? 0)
            .sort((a, b) => b - a)
            .slice(0, count);
          expect(quickly.length).toBe(Math.min(count, slowly.length));
          for (const [at, score] of quickly.entries()) expect(score).toBeCloseTo(slowly[at]?.score ?? 0, 8);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the index after any changes', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    drafts: fc.option(drafts),
    waits: fc.boolean(),
  });

  test('answers as a fresh index of what is left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), text, async (changes, question) => {
        const index = createSearchIndex();
        const left = new Map<string, readonly Draft[]>();
        const pending: Promise<void>[] = [];
        for (const { id, drafts: given, waits } of changes) {
          left.delete(id);
          if (given === null) index.remove(id);
          else {
            left.set(id, given);
            pending.push(index.put(id, blocksOf(id, given)));
          }
          if (waits) await Promise.all(pending);
        }
        await Promise.all(pending);
        await index.tidy();
        const fresh = createSearchIndex();
        for (const [id, each] of left) await fresh.put(id, blocksOf(id, each));
        expect(index.documentIds().sort()).toEqual(fresh.documentIds().sort());
        const query = { text: question, limit: 100 };
        const byCode = (hits: SearchHit[]) =>
          hits
            .map((hit) => ({ ...hit, score: Number(hit.score.toFixed(8)) }))
            .sort((a, b) => (a.code < b.code ? -1 : 1));
        expect(byCode(index.search(query))).toEqual(byCode(fresh.search(query)));
      }),
      { numRuns: 100 },
    );
  });

  test('forgets words of removed documents, whatever was removed while it did', async () => {
    const index = createSearchIndex();
    const many = (id: string, first: number): IndexedBlock[] =>
      blocksOf(
        id,
        Array.from({ length: 1500 }, (_, at) => ({
          text: `слово${first + at}а стена`,
          page: 1,
          sheet: null,
          kind: 'text',
        })),
      );
    for (const round of [0, 1, 2, 3]) await index.put(`d${round}`, many(`d${round}`, round * 1500));
    const before = index.size.terms;
    for (const id of ['d0', 'd1', 'd2']) index.remove(id);
    const tidying = index.tidy();
    index.remove('d3');
    await index.put('last', many('last', 9000));
    await tidying;
    expect(index.size.documents).toBe(1);
    expect(index.size.terms).toBeLessThan(before * 0.7);
    expect(index.search({ text: 'стена' })).toHaveLength(10);
    expect(index.search({ text: 'слово4501а' }).map(({ documentId }) => documentId)).not.toContain('d3');
  });

  test('a large document comes in slices and is seen whole or not at all', async () => {
    const index = createSearchIndex();
    const size = 6000;
    const large = (version: string): IndexedBlock[] =>
      Array.from({ length: size }, (_, at) => ({
        ...{
          documentId: 'large',
          version: 1,
          code: `${version}-${at}`,
          page: 1,
          sheet: null,
          sheetTitle: null,
        },
        kind: 'text' as const,
        text: `стена ${version} ${at} и кровля В2, лист ${at % 50}, масса ${at / 7}`,
      }));
    await index.put('large', large('первая'));
    let isDone = false;
    const putting = index.put('large', large('вторая')).then(() => {
      isDone = true;
    });
    let turns = 0;
    while (!isDone) {
      turns += 1;
      expect(index.size.blocks).toBe(size);
      const versions = new Set(
        index.search({ text: 'стена', limit: 100 }).map(({ code }) => code.split('-')[0]),
      );
      expect(versions.size).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await putting;
    expect(turns).toBeGreaterThan(1);
    expect(index.search({ text: 'первая', limit: 1 })).toEqual([]);
  });
});

describe('packed documents', () => {
  test('are taken in by another index, which then answers as the one that read the blocks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drafts, { maxLength: 4 }), text, async (documents, question) => {
        const own = createSearchIndex();
        const other = createSearchIndex();
        for (const [at, each] of documents.entries()) {
          const blocks = blocksOf(`d${at}`, each);
          await own.put(`d${at}`, blocks);
          await other.putPacked({ id: `d${at}`, version: 1 }, await own.pack(blocks));
        }
        const query = { text: question, limit: 100 };
        expect(other.search(query)).toEqual(own.search(query));
        expect(other.size).toEqual(own.size);
      }),
      { numRuns: 100 },
    );
  });

  test('of another format are refused and change nothing', async () => {
    const index = createSearchIndex();
    const document = { id: 'd', version: 1 };
    const packed = await index.pack([]);
    await expect(
      index.putPacked(
        document,
        packed.map((byte, at) => (at === 0 ? byte + 1 : byte)),
      ),
    ).rejects.toThrow(RangeError);
    expect(index.documentIds()).toEqual([]);
    await index.putPacked(document, packed);
    expect(index.documentIds()).toEqual(['d']);
  });

  test('hold any text, terms and facts over many leaves', async () => {
    const index = createSearchIndex();
    const blocks = blocksOf(
      'd',
      Array.from({ length: 1000 }, (_, at) => ({
        ...{ page: at, sheet: at % 3 === 0 ? null : ('5.1' as const), kind: 'table' as const },
        text: `уникальное${at} стена \ud83c${at === 999 ? '\udfd7' : ''} В${at}-1*`,
      })),
    );
    await index.putPacked({ id: 'd', version: 7 }, await index.pack(blocks));
    const [hit] = index.search({ text: 'уникальное999' });
    expect(hit).toMatchObject({ code: 'd-999', version: 7, page: 999, sheet: null, kind: 'table' });
    expect(hit?.snippet).toBe(blocks[999]?.text);
    expect(index.search({ text: 'В500-1*' }).map(({ code }) => code)).toEqual(['d-500']);
  });
});
