import type { NodeDetail, TreeNode } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { type DocumentFileRow, listDocumentFiles } from './document-store.ts';
import { documentNotFound, nodeConflict, nodeLocked, nodeNotEmpty, nodeNotFound } from './errors.ts';
import type { RemoveDocuments } from './remove-documents.ts';
import {
  deleteNodes,
  findNode,
  insertNode,
  listNodes,
  listPath,
  listSubtreeDocuments,
  lockTree,
  moveNode,
  type NodeRow,
  type NodeType,
  updateNode,
} from './tree-store.ts';

type PresentedNode = z.input<typeof TreeNode>;
type PresentedFile = PresentedNode['files'][number];

export interface TreeQuery {
  limit: number;
  cursor?: string | undefined;
  parent_id?: string | undefined;
  node_type?: string | undefined;
  all_nodes?: boolean | undefined;
  include_files?: boolean | undefined;
}

export interface NodeChanges {
  name?: string | undefined;
  code?: string | null | undefined;
  parent_id?: string | null | undefined;
  sort_order?: number | undefined;
  is_locked?: boolean | undefined;
}

/** Where a new document hangs, and whose project that is. */
export interface Place {
  parentId: string | null;
  rootId: string | null;
}

/** Deeper trees are a mistake of whoever makes them. */
const maxDepth = 20;

/** The tree of projects, folders and documents: everybody sees their own nodes and the projects they are members of. */
export function createTree(deps: { db: Database; clock: Clock; removeDocuments: RemoveDocuments }) {
  const { db, clock, removeDocuments } = deps;

  async function find(actor: Actor, id: string, executor: Executor = db.executor): Promise<NodeRow> {
    const row = await findNode(executor, actor, id);
    if (row === undefined) throw nodeNotFound();
    return row;
  }

  /** The node, when the actor may change what is in it. */
  async function findOpen(actor: Actor, id: string, executor: Executor): Promise<NodeRow> {
    const row = await find(actor, id, executor);
    if (!row.may_edit) throw nodeNotFound();
    if (!row.may_own && (await listPath(executor, id)).some((ancestor) => ancestor.is_locked))
      throw nodeLocked();
    return row;
  }

  /** A folder to put things in. */
  async function findParent(actor: Actor, id: string, executor: Executor): Promise<NodeRow> {
    const parent = await findOpen(actor, id, executor);
    if (parent.node_type === 'document') throw nodeConflict('Внутрь документа ничего положить нельзя.');
    return parent;
  }

  async function present(rows: readonly NodeRow[], includeFiles = false): Promise<PresentedNode[]> {
    const versions = rows.flatMap((row) => row.version_id ?? []);
    const files = includeFiles ? await listDocumentFiles(db.executor, versions) : [];
    return rows.map((row) => presentNode(row, files));
  }

  async function list(actor: Actor, query: TreeQuery): Promise<Page<PresentedNode>> {
    const offset = offsetCursor(query.cursor) ?? 0;
    const anywhere = query.all_nodes === true || query.node_type !== undefined;
    const rows = await listNodes(db.executor, actor, {
      limit: query.limit + 1,
      offset,
      parentId: query.parent_id ?? (anywhere ? undefined : null),
      nodeType: query.node_type,
    });
    const items = await present(rows.slice(0, query.limit), query.include_files);
    return { items, next: rows.length > query.limit ? String(offset + query.limit) : null };
  }

  async function move(tx: Executor, moved: { actor: Actor; node: NodeRow; parentId: string | null }) {
    const { actor, node, parentId } = moved;
    const parent = parentId === null ? null : await findParent(actor, parentId, tx);
    const rootId = parent?.root_id ?? node.id;
    if (parent !== null) {
      const path = await listPath(tx, parent.id);
      if (path.some((ancestor) => ancestor.id === node.id))
        throw nodeConflict('Папку нельзя положить в неё саму.');
      if (path.length >= maxDepth) throw nodeConflict(`Вложенность — не больше ${maxDepth} уровней.`);
    }
    // Out of a project others lose it, into one they get it: that is for its owner to decide.
    if (rootId !== node.root_id && !node.may_own) throw nodeNotFound();
    await moveNode(tx, node.id, { parentId, rootId });
  }

  return {
    list,

    async search(actor: Actor, query: { text: string; limit: number }): Promise<PresentedNode[]> {
      return present(await listNodes(db.executor, actor, { ...query, offset: 0 }));
    },

    async get(actor: Actor, id: string): Promise<z.input<typeof NodeDetail>> {
      const row = await find(actor, id);
      const [node] = await present([row], true);
      if (node === undefined) throw nodeNotFound();
      const path = (await listPath(db.executor, id)).slice(0, -1);
      return { node, path: path.map(({ is_locked: _, ...ancestor }) => ancestor) };
    },

    async create(
      actor: Actor,
      input: {
        parent_id?: string | null | undefined;
        node_type: NodeType;
        name: string;
        code?: string | null | undefined;
      },
    ): Promise<PresentedNode> {
      const id = newId();
      await db.transaction(async (tx) => {
        const parent = input.parent_id ? await findParent(actor, input.parent_id, tx) : null;
        if (parent !== null && (await listPath(tx, parent.id)).length >= maxDepth)
          throw nodeConflict(`Вложенность — не больше ${maxDepth} уровней.`);
        await insertNode(tx, {
          id,
          parent_id: parent?.id ?? null,
          root_id: parent?.root_id ?? id,
          owner_id: actor.userId,
          node_type: input.node_type,
          name: input.name,
          code: input.code ?? null,
          at: clock.now(),
        });
      });
      const [node] = await present([await find(actor, id)]);
      return node as PresentedNode;
    },

    async patch(actor: Actor, id: string, changes: NodeChanges): Promise<PresentedNode> {
      const { parent_id, ...fields } = changes;
      await db.transaction(async (tx) => {
        await lockTree(tx);
        const node = await findOpen(actor, id, tx);
        if (fields.is_locked !== undefined && !node.may_own) throw nodeLocked();
        if (parent_id !== undefined && parent_id !== node.parent_id)
          await move(tx, { actor, node, parentId: parent_id });
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
        await updateNode(tx, id, { ...given, updated_at: clock.now() });
      });
      const [node] = await present([await find(actor, id)]);
      return node as PresentedNode;
    },

    async remove(actor: Actor, id: string, { recursive }: { recursive: boolean }): Promise<void> {
      const node = await findOpen(actor, id, db.executor);
      if (node.parent_id === null && !node.may_own) throw nodeNotFound();
      if (node.child_count > 0 && !recursive) throw nodeNotEmpty(node.child_count);
      await removeDocuments(await listSubtreeDocuments(db.executor, id));
      await deleteNodes(db.executor, [id]);
    },

    /** Files of a document: of its node and of its current version. */
    async listFiles(actor: Actor, documentId: string): Promise<PresentedFile[]> {
      const node = await findNode(db.executor, actor, documentId);
      if (node === undefined || node.version_id === null) throw documentNotFound();
      return (await listDocumentFiles(db.executor, [node.version_id])).map(presentFile);
    },

    /** Where the actor may put a new document. @throws when that is no folder of theirs */
    async place(actor: Actor, parentId: string | undefined): Promise<Place> {
      if (parentId === undefined) return { parentId: null, rootId: null };
      const parent = await findParent(actor, parentId, db.executor);
      return { parentId: parent.id, rootId: parent.root_id };
    },

    /** The node's root, when the actor owns it and may say who else sees it. */
    async findOwnRoot(actor: Actor, id: string): Promise<string> {
      const node = await find(actor, id);
      if (!node.may_own || node.parent_id !== null || node.node_type === 'document') throw nodeNotFound();
      return node.id;
    },
  };
}

export type Tree = ReturnType<typeof createTree>;

function presentNode(row: NodeRow, files: readonly DocumentFileRow[]): PresentedNode {
  return {
    id: row.id,
    parent_id: row.parent_id,
    client_id: null,
    node_type: row.node_type,
    name: row.name,
    code: row.code,
    version: row.version,
    status: row.status ?? 'active',
    attributes: row.attributes,
    sort_order: row.sort_order,
    child_count: row.child_count,
    is_locked: row.is_locked,
    pdf_status: row.pdf_status,
    files: files.filter((file) => file.version_id === row.version_id).map(presentFile),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function presentFile(file: DocumentFileRow): PresentedFile {
  return {
    id: file.id,
    job_id: file.version_id,
    file_type: file.file_type,
    r2_key: file.storage_path,
    file_name: file.file_name,
    file_size: file.file_size,
    created_at: file.created_at.toISOString(),
  };
}
