import type { SearchIndex } from '../search-types.ts';
import { createBlockReader } from './block-reader.ts';
import { type BlockTable, createBlockTable } from './block-table.ts';
import { findHits } from './find-hits.ts';
import { runInSlices } from './in-slices.ts';
import type { IndexedDocument } from './indexed-document.ts';
import { openPacked, packDocument } from './packed-document.ts';
import { createSynonyms } from './synonyms.ts';

/**
 * An empty index. It keeps the texts of the blocks that it is given, packed: snippets are cut from them.
 *
 * @example
 * const index = createSearchIndex();
 * await index.put(documentId, blocks);
 * index.search({ text: 'масса перемычки В4-14*', limit: 5 });
 */
export const createSearchIndex = (): SearchIndex => {
  let table = createBlockTable();
  let synonyms = createSynonyms([]);
  const reader = createBlockReader();
  /** Documents are written one after another. */
  let turn: Promise<void> = Promise.resolve();
  /** By document: its latest change, so that an older one does not undo it. */
  const changes = new Map<string, symbol>();

  async function write(place: Place, bytes: Uint8Array, change: symbol): Promise<void> {
    if (changes.get(place.id) !== change) return;
    const packed = await runInSlices(openPacked(bytes));
    const document = await runInSlices(table.write(place, packed));
    if (changes.get(place.id) !== change) return;
    table.show(document);
    changes.delete(place.id);
  }

  /** Gives back what removed documents left, when that is more than what is live. */
  async function tidy(): Promise<void> {
    if (!table.isWasteful) return;
    await rebuild(table, (rebuilt) => {
      table = rebuilt;
    });
  }

  const enqueue = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work);
    turn = done.then(
      () => {},
      () => {},
    );
    return done;
  };

  const put = (place: Place, bytesOf: () => Uint8Array | Promise<Uint8Array>): Promise<void> => {
    const change = Symbol(place.id);
    changes.set(place.id, change);
    return enqueue(async () => {
      if (changes.get(place.id) === change) await write(place, await bytesOf(), change);
      await tidy();
    });
  };

  return {
    put: (id, blocks) =>
      put({ id, version: blocks[0]?.version ?? 1 }, () => runInSlices(packDocument(blocks, reader))),
    pack: (blocks) => enqueue(() => runInSlices(packDocument(blocks, reader))),
    putPacked: (place, bytes) => put(place, () => bytes),
    remove(documentId) {
      changes.delete(documentId);
      table.hide(documentId);
    },
    tidy: () => enqueue(tidy),
    setSynonyms(groups) {
      synonyms = createSynonyms(groups);
    },
    search: (query) => findHits(query, table, synonyms),
    documentIds: () => [...table.documents.keys()],
    get size() {
      return { documents: table.documents.size, blocks: table.live, terms: table.vocabulary.size };
    },
  };
};

type Place = Pick<IndexedDocument, 'id' | 'version'>;

/** Copies what is shown into a new table and hands it over; what changes meanwhile in the old one is taken over before. */
async function rebuild(old: BlockTable, handOver: (table: BlockTable) => void): Promise<void> {
  const table = createBlockTable();
  const taken = new Map<string, IndexedDocument>();
  for (;;) {
    for (const [id, document] of taken) {
      if (old.documents.get(id) === document) continue;
      taken.delete(id);
      table.hide(id);
    }
    const missing = [...old.documents.values()].filter(({ id }) => !taken.has(id));
    if (missing.length === 0) return handOver(table);
    for (const document of missing) {
      table.show(await runInSlices(table.write(document, document.packed)));
      taken.set(document.id, document);
    }
  }
}
