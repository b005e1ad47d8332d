import type { Database } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { type DocumentRow, findVersion, findVisibleDocuments } from '../document-store.ts';
import { documentNotFound } from '../errors.ts';

/** One version of a document that the actor may see. */
export interface VisibleVersion {
  document: DocumentRow;
  id: string;
  number: number;
}

/** @throws {Problem} 404 `document_not_found`, `version_not_found`; the current version unless told */
export type FindVersion = (actor: Actor, documentId: string, number?: number) => Promise<VisibleVersion>;

export function createFindVersion({ db }: { db: Database }): FindVersion {
  return async (actor, documentId, number) => {
    const [document] = await findVisibleDocuments(db.executor, actor, [documentId]);
    if (document === undefined) throw documentNotFound();
    if (number === undefined || number === document.current_version) {
      return { document, id: document.version_id, number: document.current_version };
    }
    const version = await findVersion(db.executor, documentId, number);
    if (version === undefined) throw versionNotFound(number);
    return { document, id: version.id, number };
  };
}

const versionNotFound = (number: number) =>
  new Problem(404, 'version_not_found', `У документа нет версии ${number}. Список версий — …/versions.`);
