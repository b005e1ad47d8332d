import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { findDocumentsNamed } from './document-store.ts';

/** Documents by what others call them. */
export function createNamedDocuments({ db }: { db: Database }) {
  return {
    /**
     * Documents that the actor may read and that have, or were read from a file that has, one of these ids or keys in
     * the store.
     */
    find: (
      actor: Actor,
      names: { ids: readonly string[]; addresses: readonly string[] },
    ): Promise<string[]> => findDocumentsNamed(db.executor, actor, names),
  };
}

export type NamedDocuments = ReturnType<typeof createNamedDocuments>;
