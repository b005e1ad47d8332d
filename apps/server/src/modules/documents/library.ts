import { createSearchIndex, type SearchHit, type SearchQuery } from '@aizoomdoc/documents';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { listIndexedBlocks } from './block-store.ts';
import { documentsChannel, libraryNews } from './library-news.ts';
import { listSearchedVersions, readPacks, type SearchedVersion, storePack } from './search-pack-store.ts';
import { readSynonymGroups } from './synonyms/synonym-store.ts';
import type { Vectors } from './vectors/vectors.ts';

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

/** Documents looked up by one statement, and packed bytes read by one. */
const documentsAtOnce = 200;
const bytesAtOnce = 4 * 1024 * 1024;

export interface LibraryDeps {
  db: Database;
  wakeups: Wakeups;
  log: Logger;
  vectors: Vectors | null;
}

export function createLibrary(deps: LibraryDeps): Library {
  const { db, log, vectors } = deps;
  const index = createSearchIndex();
  let firstBuild: Promise<void> | null = null;
  /** Changes are taken in one after another, so an older one never overwrites a newer. */
  let queue: Promise<void> = Promise.resolve();

  /** Takes a version's texts apart and keeps the outcome for the next start. */
  async function read(version: SearchedVersion): Promise<Uint8Array> {
    const packed = await index.pack(await listIndexedBlocks(db.executor, version));
    await db
      .transaction((tx) => storePack(tx, version, packed))
      .catch((error: unknown) => log.warn({ err: error }, 'packed texts were not kept'));
    return packed;
  }

  async function take(some: readonly SearchedVersion[], { anew }: { anew: boolean }): Promise<unknown[]> {
    const kept = anew ? [] : some.filter(({ packedSize }) => packedSize !== null);
    const ids = kept.map(({ id }) => id);
    const packs = await readPacks(db.executor, ids);
    const failures: unknown[] = [];
    for (const version of some) {
      try {
        const packed = packs.get(version.id) ?? (await read(version));
        await index.putPacked({ id: version.documentId, version: version.number }, packed);
      } catch (error) {
        log.error({ err: error, documentId: version.documentId }, 'document was not indexed');
        failures.push(error);
      }
    }
    return failures;
  }

  /** One that cannot be read keeps no other from being read. */
  async function load(documentIds: readonly string[], how: { anew: boolean }): Promise<void> {
    const versions = await listSearchedVersions(db.executor, documentIds);
    const found = new Set(versions.map(({ documentId }) => documentId));
    const gone = documentIds.filter((id) => !found.has(id));
    for (const id of gone) index.remove(id);
    vectors?.follow({ versions, gone });
    await index.tidy();
    const failures: unknown[] = [];
    for (const some of inPortions(versions)) failures.push(...(await take(some, how)));
    if (failures.length > 0) throw new AggregateError(failures, 'Some documents were not indexed');
  }

  function enqueue(documentIds: readonly string[], { anew = false } = {}): Promise<void> {
    const turn = queue.then(() => load(documentIds, { anew }));
    queue = turn.catch(() => {});
    return turn;
  }

  async function readSynonyms(): Promise<void> {
    index.setSynonyms(await readSynonymGroups(db.executor));
  }

  async function readEverything({ anew }: { anew: boolean }): Promise<void> {
    await readSynonyms();
    const { rows } = await db.pool.query<{ id: string }>('select id from documents order by id');
    const ids = [...new Set([...index.documentIds(), ...rows.map(({ id }) => id)])];
    const from = performance.now();
    for (let at = 0; at < ids.length; at += documentsAtOnce)
      await enqueue(ids.slice(at, at + documentsAtOnce), { anew }).catch((error: unknown) =>
        log.warn({ err: error }, 'search does without some documents'),
      );
    log.debug({ ...index.size, ms: Math.round(performance.now() - from) }, 'search index is ready');
  }

  function rebuild({ anew = false } = {}): Promise<void> {
    const build = readEverything({ anew }).catch((error: unknown) =>
      log.error({ err: error }, 'search index was not rebuilt'),
    );
    firstBuild ??= build;
    return build;
  }

  deps.wakeups.subscribe(documentsChannel, (documentId) => {
    if (documentId === null) void rebuild();
    else if (documentId === libraryNews.everyDocument) void rebuild({ anew: true });
    else if (documentId === libraryNews.synonyms) {
      readSynonyms().catch((error: unknown) => log.warn({ err: error }, 'synonyms were not read'));
    } else enqueue([documentId]).catch(() => {});
  });

  return {
    refresh: (documentId) => enqueue([documentId]),
    rebuild: () => rebuild(),
    readSynonyms,
    async search(query) {
      const [alsoNear = []] = await Promise.all([vectors?.near(query.text, query.documentIds), firstBuild]);
      return index.search({ ...query, alsoNear });
    },
  };
}

/** Versions whose packed texts are read together. */
function inPortions(versions: readonly SearchedVersion[]): SearchedVersion[][] {
  const portions: SearchedVersion[][] = [];
  let size = bytesAtOnce;
  for (const version of versions) {
    size += version.packedSize ?? 0;
    if (size >= bytesAtOnce) {
      portions.push([]);
      size = version.packedSize ?? 0;
    }
    portions.at(-1)?.push(version);
  }
  return portions;
}
