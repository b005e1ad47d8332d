import { type Executor, tables } from '#platform/db/database.ts';
import type { DocumentFileRow, DocumentTables } from '../document-store.ts';

/** A file of a document that can be drawn, and whose it is. */
export type PictureFile = DocumentFileRow & { document_id: string };

export function findPictureFiles(executor: Executor, ids: readonly string[]): Promise<PictureFile[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return tables<DocumentTables>(executor)
    .selectFrom('document_files as file')
    .innerJoin('document_versions as version', 'version.id', 'file.version_id')
    .selectAll('file')
    .select('version.document_id')
    .where('file.id', 'in', ids)
    .execute();
}
