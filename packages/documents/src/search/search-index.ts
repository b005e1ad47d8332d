import type { IndexedBlock, SearchIndex } from '../search-types.ts';
import { type BlockTable, createBlockTable } from './block-table.ts';
import { findHits } from './find-hits.ts';
import { runInSlices } from './in-slices.ts';
import type { IndexedDocument } from './indexed-document.ts';
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
  /** Documents are written one after another. */
  let turn: Promise<void> = Promise.resolve();
  /** By document: its latest change, so that an older one does not undo it. */
  const changes = new Map<string, symbol>();

  async function write(documentId: string, blocks: readonly IndexedBlock[], change: symbol): Promise<void> {
    if (changes.get(documentId) !== change) return;
    const document = await runInSlices(table.write(documentId, blocks));
    if (changes.get(documentId) !== change) return;
    table.show(document);
    changes.delete(documentId);
  }

  /** Gives back what removed documents left, when that is more than what is live. */
  async function tidy(): Promise<void> {
    if (!table.isWasteful) return;
    await rebuild(table, (rebuilt) => {
      table = rebuilt;
    });
  }

  const enqueue = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };

  return {
    put(documentId, blocks) {
      const change = Symbol(documentId);
      changes.set(documentId, change);
      return enqueue(async () => {
        await write(documentId, blocks, change);
        await tidy();
      });
    },
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
      table.show(await runInSlices(table.copy(document, old.vocabulary)));
      taken.set(document.id, document);
    }
  }
}
