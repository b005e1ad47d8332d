import type { ReportEntry } from '@aizoomdoc/documents';
import { type ColumnType, type Generated, type Insertable, type Selectable, sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { deleteNodes, insertNode, type TreeTables } from './tree-store.ts';

export interface DocumentTables {
  documents: {
    id: string;
    kind: 'construction';
    project_id: string | null;
    owner_id: string | null;
    /** Names the bundle's files share; the same stem again is a new version. */
    stem: string;
    title: string;
    cipher: string | null;
    stage: string | null;
    object: string | null;
    organisation: string | null;
    current_version: number;
    created_at: Date;
    updated_at: Date;
  };
  document_versions: {
    id: string;
    document_id: string;
    number: number;
    sha256: string;
    page_count: number;
    block_count: number;
    /** As printed: «изм. 7». */
    label: Generated<string | null>;
    status: Generated<'processing' | 'ready' | 'failed'>;
    /** What is being done to it now, `null` when nothing is. */
    work: Generated<'reading' | 'ocr' | null>;
    /** Id of the durable work that does it. */
    job_id: Generated<string | null>;
    progress_done: Generated<number>;
    progress_total: Generated<number>;
    error_code: Generated<string | null>;
    error_message: Generated<string | null>;
    /** JSON text on the way in. */
    report: ColumnType<ReportEntry[], string | undefined, string>;
    created_at: Date;
  };
  document_files: {
    id: string;
    version_id: string;
    file_type: string;
    file_name: string;
    file_size: number;
    storage_path: string;
    sha256: Generated<string | null>;
    mime_type: Generated<string | null>;
    /** Password that opens the PDF, sealed for its `id`. */
    password_ciphertext: Generated<Buffer | null>;
    created_at: Date;
  };
  tree_nodes: TreeTables['tree_nodes'];
}

export type DocumentFileRow = Selectable<DocumentTables['document_files']>;

export type DocumentRow = Selectable<DocumentTables['documents']> & {
  version_id: string;
  page_count: number;
  block_count: number;
  label: string | null;
  status: 'processing' | 'ready' | 'failed';
  work: 'reading' | 'ocr' | null;
  progress_done: number;
  progress_total: number;
  error_code: string | null;
  error_message: string | null;
  has_pictures: boolean;
  is_demo: boolean;
  project_name: string | null;
};

const documentColumns = [
  'document.id',
  'document.kind',
  'document.project_id',
  'document.owner_id',
  'document.stem',
  'document.cipher',
  'document.stage',
  'document.object',
  'document.organisation',
  'document.current_version',
  'document.created_at',
  'document.updated_at',
  'version.id as version_id',
  'version.page_count',
  'version.block_count',
  'version.label',
  'version.status',
  'version.work',
  'version.progress_done',
  'version.progress_total',
  'version.error_code',
  'version.error_message',
  'project.name as project_name',
] as const;

/** Renamed in the tree, a document is called so everywhere. */
const title = sql<string>`coalesce(node.name, document.title)`;
const isDemo = sql<boolean>`coalesce(project.is_demo, false)`.as('is_demo');

const hasPictures = sql<boolean>`exists (
  select from pages where pages.version_id = version.id and pages.file_id is not null
)`.as('has_pictures');

function selectDocuments(executor: Executor) {
  return tables<DocumentTables>(executor)
    .selectFrom('documents as document')
    .innerJoin('document_versions as version', (join) =>
      join
        .onRef('version.document_id', '=', 'document.id')
        .onRef('version.number', '=', 'document.current_version'),
    )
    .innerJoin('tree_nodes as node', 'node.id', 'document.id')
    .leftJoin('tree_nodes as project', 'project.id', 'document.project_id')
    .select(documentColumns)
    .select([title.as('title'), isDemo, hasPictures]);
}

/** Documents that the actor may read: own ones, those of own and shared projects, the demo; every one for an administrator. */
function selectVisible(executor: Executor, actor: Actor) {
  const query = selectDocuments(executor);
  if (actor.role === 'admin') return query;
  return query.where((where) =>
    where.or([
      where('document.owner_id', '=', actor.userId),
      where('project.is_demo', '=', true),
      where('project.owner_id', '=', actor.userId),
      sql<boolean>`exists (
        select from project_members member
        where member.node_id = project.id and member.user_id = ${actor.userId}::uuid
      )`,
    ]),
  );
}

export interface DocumentFilter {
  limit: number;
  before?: string | undefined;
  projectId?: string | undefined;
  /** Part of a title or a cipher. */
  text?: string | undefined;
}

export function listVisibleDocuments(
  executor: Executor,
  actor: Actor,
  filter: DocumentFilter,
): Promise<DocumentRow[]> {
  let query = selectVisible(executor, actor);
  if (filter.before !== undefined) query = query.where('document.id', '<', filter.before);
  if (filter.projectId !== undefined) query = query.where('document.project_id', '=', filter.projectId);
  if (filter.text !== undefined) {
    const like = `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) =>
      where.or([where(title, 'ilike', like), where('document.cipher', 'ilike', like)]),
    );
  }
  return query.orderBy('document.id', 'desc').limit(filter.limit).execute();
}

/** Ids and demo marks of everything visible, for the scope of a question. */
export function listVisibleIds(
  executor: Executor,
  actor: Actor,
): Promise<Pick<DocumentRow, 'id' | 'is_demo'>[]> {
  return selectVisible(executor, actor)
    .clearSelect()
    .select(['document.id', isDemo])
    .orderBy('document.id')
    .execute();
}

export function findVisibleDocuments(
  executor: Executor,
  actor: Actor,
  ids: readonly string[],
): Promise<DocumentRow[]> {
  return selectVisible(executor, actor)
    .where(sql<boolean>`document.id = any(${ids}::uuid[])`)
    .orderBy('document.id')
    .execute();
}

/** Of what is visible: by their ids, or by ids and keys of the files that any version was read from. */
export async function findDocumentsNamed(
  executor: Executor,
  actor: Actor,
  { ids, addresses }: { ids: readonly string[]; addresses: readonly string[] },
): Promise<string[]> {
  const rows = await selectVisible(executor, actor)
    .clearSelect()
    .select('document.id')
    .where(
      sql<boolean>`(document.id = any(${ids}::uuid[]) or exists (
        select from document_files file join document_versions owner on owner.id = file.version_id
        where owner.document_id = document.id
          and (file.id = any(${ids}::uuid[]) or file.storage_path = any(${addresses}::text[]))
      ))`,
    )
    .orderBy('document.id')
    .execute();
  return rows.map(({ id }) => id);
}

export function findDocument(executor: Executor, id: string): Promise<DocumentRow | undefined> {
  return selectDocuments(executor).where('document.id', '=', id).executeTakeFirst();
}

export function findDocuments(executor: Executor, ids: readonly string[]): Promise<DocumentRow[]> {
  return selectDocuments(executor).where(sql<boolean>`document.id = any(${ids}::uuid[])`).execute();
}

/** Where documents are told apart by their stems: a folder, or what a person has at the top. */
export interface Shelf {
  ownerId: string | null;
  /** Root of the folder, its project. */
  projectId: string | null;
  parentId: string | null;
}

/**
 * The document that a bundle of this stem belongs to, locked until the transaction ends; when there is none, its name
 * is: two imports of a new document at once come one after another.
 */
export async function lockByStem(
  executor: Executor,
  key: Shelf & { stem: string },
): Promise<{ id: string; current_version: number } | undefined> {
  const ownerId = key.parentId === null ? key.ownerId : null;
  const name = JSON.stringify([ownerId, key.parentId, key.stem]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(executor);
  let query = tables<DocumentTables>(executor)
    .selectFrom('documents as document')
    .innerJoin('tree_nodes as node', 'node.id', 'document.id')
    .select(['document.id', 'document.current_version'])
    .where('node.parent_id', 'is not distinct from', key.parentId)
    .where('document.stem', '=', key.stem);
  if (key.parentId === null) query = query.where('document.owner_id', 'is not distinct from', ownerId);
  return query.orderBy('document.id', 'desc').limit(1).forUpdate('document').executeTakeFirst();
}

export function findVersion(
  executor: Executor,
  documentId: string,
  number: number,
): Promise<{ id: string; sha256: string; status: DocumentRow['status'] } | undefined> {
  return tables<DocumentTables>(executor)
    .selectFrom('document_versions')
    .select(['id', 'sha256', 'status'])
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** Inserts the document with its node of the tree or, when it is there, moves it to the new version. */
export async function upsertDocument(
  executor: Executor,
  row: DocumentTables['documents'],
  parentId: string | null,
): Promise<void> {
  await insertNode(executor, {
    id: row.id,
    parent_id: parentId,
    root_id: row.project_id ?? row.id,
    owner_id: row.owner_id,
    node_type: 'document',
    name: null,
    code: null,
    at: row.created_at,
  });
  const { id: _, created_at: __, owner_id: ___, project_id: ____, ...changes } = row;
  await tables<DocumentTables>(executor)
    .insertInto('documents')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}

export async function insertVersion(
  executor: Executor,
  row: Insertable<DocumentTables['document_versions']>,
): Promise<void> {
  await tables<DocumentTables>(executor).insertInto('document_versions').values(row).execute();
}

export async function insertDocumentFiles(
  executor: Executor,
  rows: readonly Insertable<DocumentTables['document_files']>[],
): Promise<void> {
  if (rows.length > 0)
    await tables<DocumentTables>(executor)
      .insertInto('document_files')
      .values([...rows])
      .execute();
}

export function listDocumentFiles(
  executor: Executor,
  versionIds: readonly string[],
): Promise<DocumentFileRow[]> {
  if (versionIds.length === 0) return Promise.resolve([]);
  const db = tables<DocumentTables>(executor);
  return db
    .selectFrom('document_files')
    .selectAll()
    .where('version_id', 'in', versionIds)
    .orderBy('id')
    .execute();
}

export async function listObjectKeys(executor: Executor, documentIds: readonly string[]): Promise<string[]> {
  if (documentIds.length === 0) return [];
  const rows = await tables<DocumentTables>(executor)
    .selectFrom('document_files as file')
    .innerJoin('document_versions as version', 'version.id', 'file.version_id')
    .select('file.storage_path')
    .where('version.document_id', 'in', documentIds)
    .execute();
  return rows.map((row) => row.storage_path);
}

/** With their nodes of the tree, which is what they hang on. */
export const deleteDocuments = deleteNodes;

export function findDemoNode(executor: Executor): Promise<{ id: string; name: string } | undefined> {
  return tables<DocumentTables>(executor)
    .selectFrom('tree_nodes')
    .select(['id', sql<string>`name`.as('name')])
    .where('is_demo', '=', true)
    .executeTakeFirst();
}

export async function readReport(executor: Executor, versionId: string): Promise<ReportEntry[]> {
  const row = await tables<DocumentTables>(executor)
    .selectFrom('document_versions')
    .select('report')
    .where('id', '=', versionId)
    .executeTakeFirst();
  return row?.report ?? [];
}

/** What the index holds when it is whole: current versions. */
export async function countCurrent(executor: Executor): Promise<{ documents: number; blocks: number }> {
  const row = await tables<DocumentTables>(executor)
    .selectFrom('documents as document')
    .innerJoin('document_versions as version', (join) =>
      join
        .onRef('version.document_id', '=', 'document.id')
        .onRef('version.number', '=', 'document.current_version'),
    )
    .select(sql<number>`count(*)`.as('documents'))
    .select(sql<number>`coalesce(sum(version.block_count), 0)`.as('blocks'))
    .executeTakeFirstOrThrow();
  return { documents: row.documents, blocks: row.blocks };
}
