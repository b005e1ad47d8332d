import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { nodeConflict, nodeLocked, nodeNotFound } from './errors.ts';
import { findNode, listPath, type NodeRow } from './tree-store.ts';

/** Where a new document hangs, and whose project that is. */
export interface Place {
  parentId: string | null;
  rootId: string | null;
}

/** Who may look at, change and give away which nodes. What a person may not change is not there for changing. */
export function createTreeAccess({ db }: { db: Database }) {
  async function find(actor: Actor, id: string, executor: Executor = db.executor): Promise<NodeRow> {
    const row = await findNode(executor, actor, id);
    if (row === undefined) throw nodeNotFound();
    return row;
  }

  /** The node, when the actor may change what is in it. */
  async function findOpen(actor: Actor, id: string, executor: Executor = db.executor): Promise<NodeRow> {
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

  return {
    find,
    findOpen,
    findParent,

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

export type TreeAccess = ReturnType<typeof createTreeAccess>;
