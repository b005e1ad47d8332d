import { type Expression, type Generated, type SqlBool, sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';

export type NodeType = 'client' | 'project' | 'section' | 'stage' | 'task' | 'folder' | 'document';

export interface TreeTables {
  tree_nodes: {
    id: string;
    parent_id: string | null;
    /** Outermost ancestor, itself at the top: who may see a node is decided there. */
    root_id: string;
    /** Of a document at the top its owner, of a root whoever made it; `null` = the installation's. */
    owner_id: string | null;
    node_type: NodeType;
    /** `null` = the document's title. */
    name: string | null;
    code: string | null;
    attributes: Generated<Record<string, unknown>>;
    sort_order: Generated<number>;
    is_locked: Generated<boolean>;
    is_demo: Generated<boolean>;
    created_at: Date;
    updated_at: Date;
  };
}

export interface NodeRow {
  id: string;
  parent_id: string | null;
  root_id: string;
  owner_id: string | null;
  node_type: NodeType;
  name: string;
  code: string | null;
  attributes: Record<string, unknown>;
  sort_order: number;
  is_locked: boolean;
  created_at: Date;
  updated_at: Date;
  child_count: number;
  /** Of a document; `null` for others. */
  version: number | null;
  version_id: string | null;
  status: string | null;
  pdf_status: string | null;
  /** Whether the actor may change it: the owner of its root, an editor there, an administrator. */
  may_edit: boolean;
  /** Whether the actor owns its root or administers. */
  may_own: boolean;
}

/** Files that make a document of the earlier generation complete. */
const completeTypes = ['annotation', 'ocr_html', 'result_json'];

const ownsRoot = (actor: Actor): Expression<SqlBool> =>
  actor.role === 'admin' ? sql`true` : sql`coalesce(root.owner_id = ${actor.userId}::uuid, false)`;

const editsRoot = (actor: Actor): Expression<SqlBool> => sql`exists (
  select from project_members member
  where member.node_id = root.id and member.user_id = ${actor.userId}::uuid and member.role = 'editor')`;

const readsRoot = (actor: Actor): Expression<SqlBool> => sql`exists (
  select from project_members member where member.node_id = root.id and member.user_id = ${actor.userId}::uuid)`;

function selectNodes(executor: Executor, actor: Actor) {
  return tables<TreeTables>(executor)
    .selectFrom('tree_nodes as node')
    .innerJoin('tree_nodes as root', 'root.id', 'node.root_id')
    .leftJoin(documentOfNode, (join) => join.onRef('document.id', '=', 'node.id'))
    .where((where) =>
      where.or([
        sql<boolean>`${ownsRoot(actor)}`,
        where('root.is_demo', '=', true),
        sql<boolean>`${readsRoot(actor)}`,
        // Filed in somebody else's project, it is still whose it is.
        sql<boolean>`coalesce(document.owner_id = ${actor.userId}::uuid, false)`,
      ]),
    );
}

/** What the tree shows of a document beside its node. */
const documentOfNode = sql<{
  id: string;
  owner_id: string | null;
  title: string;
  cipher: string | null;
  version: number;
  version_id: string;
  status: string;
}>`(
  select documents.id, documents.owner_id, documents.title, documents.cipher,
    version.number as version, version.id as version_id, version.status
  from documents
  join document_versions version
    on version.document_id = documents.id and version.number = documents.current_version
)`.as('document');

const nameOf = sql<string>`coalesce(node.name, document.title, '')`;

const filesStatus = sql<string | null>`case when document.id is null then null else (
  select case
    when count(distinct file_type) filter (where file_type in (${sql.join(completeTypes)})) = 3 then 'complete'
    when count(*) > 0 then 'partial' else 'none' end
  from document_files where version_id = document.version_id
) end`;

function presentable(executor: Executor, actor: Actor) {
  return selectNodes(executor, actor)
    .select([
      'node.id',
      'node.parent_id',
      'node.root_id',
      'node.owner_id',
      'node.node_type',
      'node.attributes',
      'node.sort_order',
      'node.is_locked',
      'node.created_at',
      'node.updated_at',
      'document.version',
      'document.version_id',
    ])
    .select([
      nameOf.as('name'),
      sql<string | null>`coalesce(node.code, document.cipher)`.as('code'),
      sql<string | null>`document.status`.as('status'),
      filesStatus.as('pdf_status'),
      sql<number>`(select count(*)::int from tree_nodes child where child.parent_id = node.id)`.as(
        'child_count',
      ),
      sql<boolean>`${ownsRoot(actor)}`.as('may_own'),
      sql<boolean>`(${ownsRoot(actor)} or ${editsRoot(actor)})`.as('may_edit'),
    ]);
}

export interface NodeFilter {
  limit: number;
  offset: number;
  /** `null` = the top level, absent = anywhere. */
  parentId?: string | null | undefined;
  nodeType?: string | undefined;
  /** Part of a name or a code. */
  text?: string | undefined;
}

/** Visible nodes: by their order, then folders before documents, then by name. */
export function listNodes(executor: Executor, actor: Actor, filter: NodeFilter): Promise<NodeRow[]> {
  let query = presentable(executor, actor);
  if (filter.parentId === null) query = query.where('node.parent_id', 'is', null);
  else if (filter.parentId !== undefined) query = query.where('node.parent_id', '=', filter.parentId);
  if (filter.nodeType !== undefined) query = query.where(sql`node.node_type`, '=', filter.nodeType);
  if (filter.text !== undefined) {
    const like = `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      sql<boolean>`(${nameOf} ilike ${like} or node.code ilike ${like} or document.cipher ilike ${like})`,
    );
  }
  return query
    .orderBy('node.sort_order')
    .orderBy(sql`node.node_type = 'document'`)
    .orderBy(sql`lower(${nameOf})`)
    .orderBy('node.id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
}

export function findNode(executor: Executor, actor: Actor, id: string): Promise<NodeRow | undefined> {
  return presentable(executor, actor).where('node.id', '=', id).executeTakeFirst();
}

export interface Ancestor {
  id: string;
  name: string;
  node_type: NodeType;
  is_locked: boolean;
}

/** The node and those above it, the outermost first. */
export async function listPath(executor: Executor, id: string): Promise<Ancestor[]> {
  const { rows } = await sql<Ancestor>`
    with recursive path as (
      select tree_nodes.*, 0 as depth from tree_nodes where id = ${id}::uuid
      union all
      select parent.*, depth + 1 from tree_nodes parent join path on path.parent_id = parent.id
    )
    select path.id, coalesce(path.name, documents.title, '') as name, path.node_type, path.is_locked
    from path left join documents on documents.id = path.id
    order by depth desc`.execute(executor);
  return rows;
}

export async function insertNode(
  executor: Executor,
  node: Pick<NodeRow, 'id' | 'parent_id' | 'root_id' | 'owner_id' | 'node_type'> & {
    name: string | null;
    code: string | null;
    is_demo?: boolean;
    at: Date;
  },
): Promise<void> {
  const { at, ...row } = node;
  await tables<TreeTables>(executor)
    .insertInto('tree_nodes')
    .values({ ...row, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function updateNode(
  executor: Executor,
  id: string,
  changes: Partial<{ name: string; code: string | null; sort_order: number; is_locked: boolean }> & {
    updated_at: Date;
  },
): Promise<void> {
  await tables<TreeTables>(executor).updateTable('tree_nodes').set(changes).where('id', '=', id).execute();
}

/** Nodes below `id`, itself included. */
const subtree = (id: string) => sql`(
  with recursive below as (
    select id from tree_nodes where id = ${id}::uuid
    union all
    select child.id from tree_nodes child join below on child.parent_id = below.id
  ) select id from below)`;

/** Hangs a node and all below it under another parent, or at the top. */
export async function moveNode(
  executor: Executor,
  id: string,
  place: { parentId: string | null; rootId: string },
): Promise<void> {
  await sql`update tree_nodes set root_id = ${place.rootId}::uuid,
      parent_id = case when id = ${id}::uuid then ${place.parentId}::uuid else parent_id end
    where id in ${subtree(id)}`.execute(executor);
  await sql`update documents set project_id = nullif(${place.rootId}::uuid, id)
    where id in ${subtree(id)}`.execute(executor);
}

export async function listSubtreeDocuments(executor: Executor, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from documents where id in ${subtree(id)} order by id`.execute(executor);
  return rows.map((row) => row.id);
}

/** One change of the tree's shape at a time, so that two moves never make a ring. */
export async function lockTree(executor: Executor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('tree_nodes', 0))`.execute(executor);
}

/** The node with everything below it, documents included. */
export async function deleteNodes(executor: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tables<TreeTables>(executor).deleteFrom('tree_nodes').where('id', 'in', ids).execute();
}
