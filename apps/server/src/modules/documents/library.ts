import { createSearchIndex, type SearchHit, type SearchQuery } from '@aizoomdoc/documents';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { listIndexedBlocks } from './block-store.ts';
import { findDocument } from './document-store.ts';

/** The search index of this process: rebuilt from the database at start, kept in step with other processes. */
export interface Library {
  search(query: SearchQuery): Promise<SearchHit[]>;
  /** Reads a document's current version into the index, or drops it when it is gone. */
  refresh(documentId: string): Promise<void>;
  /** Rebuilds the index; searches wait for it. */
  rebuild(): Promise<void>;
}

export const documentsChannel = 'documents_changed';

export function createLibrary(deps: { db: Database; wakeups: Wakeups; log: Logger }): Library {
  const { db, log } = deps;
  const index = createSearchIndex();
  let ready: Promise<void> = Promise.resolve();
  /** Changes are taken in one after another, so an older one never overwrites a newer. */
  let queue: Promise<void> = Promise.resolve();

  async function load(documentId: string): Promise<void> {
    const document = await findDocument(db.executor, documentId);
    if (document === undefined) {
      index.remove(documentId);
      return index.tidy();
    }
    const version = { id: document.version_id, documentId, number: document.current_version };
    await index.put(documentId, await listIndexedBlocks(db.executor, version));
  }

  function refresh(documentId: string): Promise<void> {
    const turn = queue.then(() => load(documentId));
    queue = turn.catch((error: unknown) => log.error({ err: error, documentId }, 'document was not indexed'));
    return turn;
  }

  async function readEverything(): Promise<void> {
    const { rows } = await db.pool.query<{ id: string }>('select id from documents order by id');
    for (const { id } of rows) await refresh(id);
    log.debug(index.size, 'search index is ready');
  }

  /** Searches wait for it; when the database is away they go on with what is there. */
  function rebuild(): Promise<void> {
    ready = readEverything().catch((error: unknown) =>
      log.error({ err: error }, 'search index was not rebuilt'),
    );
    return ready;
  }

  deps.wakeups.subscribe(documentsChannel, (documentId) => {
    if (documentId === null) void rebuild();
    else refresh(documentId).catch(() => {});
  });

  return {
    refresh,
    rebuild,
    async search(query) {
      await ready;
      await queue;
      return index.search(query);
    },
  };
}
