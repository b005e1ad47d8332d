import type { Database } from '#platform/db/database.ts';
import type { ObjectStore } from '#platform/objects.ts';
import { deleteDocuments, listObjectKeys } from './document-store.ts';
import type { Library } from './library.ts';

/** Removes documents with their versions, files and what search knows of them. */
export function createRemoveDocuments(deps: { db: Database; objects: ObjectStore; library: Library }) {
  const { db, objects, library } = deps;
  return async function removeDocuments(ids: readonly string[]): Promise<void> {
    const keys = await listObjectKeys(db.executor, ids);
    await deleteDocuments(db.executor, ids);
    for (const id of ids) await library.refresh(id);
    for (const key of keys) await objects.delete(key);
  };
}

export type RemoveDocuments = ReturnType<typeof createRemoveDocuments>;
