import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import type { DocumentTables } from '../document-store.ts';

export interface VersionRow {
  id: string;
  number: number;
  label: string | null;
  page_count: number;
  block_count: number;
  has_pictures: boolean;
  created_at: Date;
}

/** Versions from the newest, those before `before`. */
export function listVersionRows(
  executor: Executor,
  documentId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<VersionRow[]> {
  let query = tables<DocumentTables>(executor)
    .selectFrom('document_versions as version')
    .select([
      'version.id',
      'version.number',
      'version.label',
      'version.page_count',
      'version.block_count',
      'version.created_at',
    ])
    .select(
      sql<boolean>`exists (select from pages where pages.version_id = version.id and pages.file_id is not null)`.as(
        'has_pictures',
      ),
    )
    .where('version.document_id', '=', documentId);
  if (before !== null) query = query.where('version.number', '<', before);
  return query.orderBy('version.number', 'desc').limit(limit).execute();
}

/** Whose a version is, whatever its number. */
export function findVersionById(
  executor: Executor,
  id: string,
): Promise<{ id: string; document_id: string; number: number } | undefined> {
  return tables<DocumentTables>(executor)
    .selectFrom('document_versions')
    .select(['id', 'document_id', 'number'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export interface NumberedVersion {
  id: string;
  document_id: string;
  number: number;
  /** Grows whenever its texts change. */
  text_revision: number;
}

/** Versions by document and number; those that are not there are left out. */
export async function findVersionsByNumber(
  executor: Executor,
  wanted: readonly { documentId: string; version: number }[],
): Promise<NumberedVersion[]> {
  const { rows } = await sql<NumberedVersion>`
    select version.id, version.document_id, version.number, version.text_revision
    from unnest(
      ${wanted.map(({ documentId }) => documentId)}::uuid[],
      ${wanted.map(({ version }) => version)}::int[]
    ) as wanted (document_id, number)
    join document_versions as version on version.document_id = wanted.document_id and version.number = wanted.number
  `.execute(executor);
  return rows;
}
