import { createSearchIndex, type SearchHit, type SearchQuery } from '@aizoomdoc/documents';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { listIndexedBlocks } from './block-store.ts';
import { findDocument } from './document-store.ts';
import { readSynonymGroups } from './synonyms/synonym-store.ts';

/** The search index of this process: rebuilt from the database at start, kept in step with other processes. */
export interface Library {
  search(query: SearchQuery): Promise<SearchHit[]>;
  /** Reads a document's current version into the index, or drops it when it is gone. */
  refresh(documentId: string): Promise<void>;
  /** Reads everything anew. Searches wait for the first time; later they find what is there meanwhile. */
  rebuild(): Promise<void>;
  /** Takes the table of synonyms as it is now. */
  readSynonyms(): Promise<void>;
}

/** Carries ids of documents that changed, or one of {@link libraryNews}. */
export const documentsChannel = 'documents_changed';

/** What every process is told to read anew. */
export const libraryNews = { everyDocument: '', synonyms: 'synonyms' } as const;

export function createLibrary(deps: { db: Database; wakeups: Wakeups; log: Logger }): Library {
  const { db, log } = deps;
  const index = createSearchIndex();
  let firstBuild: Promise<void> | null = null;
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

  async function readSynonyms(): Promise<void> {
    index.setSynonyms(await readSynonymGroups(db.executor));
  }

  async function readEverything(): Promise<void> {
    await readSynonyms();
    const { rows } = await db.pool.query<{ id: string }>('select id from documents order by id');
    const gone = new Set(index.documentIds());
    for (const { id } of rows) gone.delete(id);
    for (const id of [...gone, ...rows.map((row) => row.id)]) await refresh(id);
    log.debug(index.size, 'search index is ready');
  }

  function rebuild(): Promise<void> {
    const build = readEverything().catch((error: unknown) =>
      log.error({ err: error }, 'search index was not rebuilt'),
    );
    firstBuild ??= build;
    return build;
  }

  deps.wakeups.subscribe(documentsChannel, (documentId) => {
    if (documentId === null || documentId === libraryNews.everyDocument) void rebuild();
    else if (documentId === libraryNews.synonyms) {
      readSynonyms().catch((error: unknown) => log.warn({ err: error }, 'synonyms were not read'));
    } else refresh(documentId).catch(() => {});
  });

  return {
    refresh,
    rebuild,
    readSynonyms,
    async search(query) {
      await firstBuild;
      return index.search(query);
    },
  };
}
