import type { SearchIndex } from '../search-types.ts';
import { recordBlock } from './block-record.ts';
import { createBlockTable } from './block-table.ts';
import { findHits } from './find-hits.ts';
import { createVocabulary } from './vocabulary.ts';

/**
 * An empty index. It keeps the blocks that it is given: their texts are needed for snippets.
 *
 * @example
 * const index = createSearchIndex();
 * index.put(documentId, blocks);
 * index.search({ text: 'масса перемычки В4-14*', limit: 5 });
 */
export const createSearchIndex = (): SearchIndex => {
  const vocabulary = createVocabulary();
  const slotsOf = new Map<string, number[]>();
  let table = createBlockTable();

  const remove = (documentId: string): void => {
    for (const slot of slotsOf.get(documentId) ?? []) table.remove(slot);
    slotsOf.delete(documentId);
    if (table.slots > 2 * table.live) compact();
  };

  const compact = (): void => {
    const compacted = createBlockTable();
    for (const [documentId, slots] of slotsOf) {
      slotsOf.set(
        documentId,
        slots.map((slot) => compacted.add(table.blockAt(slot), table.recordAt(slot))),
      );
    }
    table = compacted;
  };

  return {
    put(documentId, blocks) {
      remove(documentId);
      slotsOf.set(
        documentId,
        blocks.map((block) => table.add(block, recordBlock(block, vocabulary))),
      );
    },
    remove,
    search: (query) => findHits(query, table, vocabulary),
    get size() {
      return { documents: slotsOf.size, blocks: table.live };
    },
  };
};
