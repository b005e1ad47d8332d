import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { nodeConflict, nodeLocked, nodeNotEmpty, nodeNotFound } from './errors.ts';
import type { RemoveDocuments } from './remove-documents.ts';
import type { TreeAccess } from './tree-access.ts';
import { type PresentedNode, presentNodes } from './tree-present.ts';
import {
  deleteNodes,
  insertNode,
  listPath,
  listSubtreeDocuments,
  lockTree,
  moveNode,
  type NodeRow,
  type NodeType,
  updateNode,
} from './tree-store.ts';

export interface NodeChanges {
  name?: string | undefined;
  code?: string | null | undefined;
  parent_id?: string | null | undefined;
  sort_order?: number | undefined;
  is_locked?: boolean | undefined;
}

export interface NewNode {
  parent_id?: string | null | undefined;
  node_type: NodeType;
  name: string;
  code?: string | null | undefined;
}

/** Deeper trees are a mistake of whoever makes them. */
const maxDepth = 20;

const tooDeep = () => nodeConflict(`Вложенность — не больше ${maxDepth} уровней.`);

export interface TreeChangeDeps {
  db: Database;
  clock: Clock;
  access: TreeAccess;
  removeDocuments: RemoveDocuments;
}

/** Making, moving and removing nodes. */
export function createTreeChanges({ db, clock, access, removeDocuments }: TreeChangeDeps) {
  async function move(tx: Executor, moved: { actor: Actor; node: NodeRow; parentId: string | null }) {
    const { actor, node, parentId } = moved;
    const parent = parentId === null ? null : await access.findParent(actor, parentId, tx);
    const rootId = parent?.root_id ?? node.id;
    if (parent !== null) {
      const path = await listPath(tx, parent.id);
      if (path.some((ancestor) => ancestor.id === node.id))
        throw nodeConflict('Папку нельзя положить в неё саму.');
      if (path.length >= maxDepth) throw tooDeep();
    }
    // Out of a project others lose it, into one they get it: that is for its owner to decide.
    if (rootId !== node.root_id && !node.may_own) throw nodeNotFound();
    await moveNode(tx, node.id, { parentId, rootId });
  }

  return {
    async create(actor: Actor, input: NewNode): Promise<PresentedNode> {
      const id = newId();
      await db.transaction(async (tx) => {
        const parent = input.parent_id ? await access.findParent(actor, input.parent_id, tx) : null;
        if (parent !== null && (await listPath(tx, parent.id)).length >= maxDepth) throw tooDeep();
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
      const [node] = await presentNodes(db.executor, [await access.find(actor, id)]);
      return node as PresentedNode;
    },

    async patch(actor: Actor, id: string, changes: NodeChanges): Promise<PresentedNode> {
      const { parent_id, ...fields } = changes;
      await db.transaction(async (tx) => {
        await lockTree(tx);
        const node = await access.findOpen(actor, id, tx);
        if (fields.is_locked !== undefined && !node.may_own) throw nodeLocked();
        if (parent_id !== undefined && parent_id !== node.parent_id)
          await move(tx, { actor, node, parentId: parent_id });
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
        await updateNode(tx, id, { ...given, updated_at: clock.now() });
      });
      const [node] = await presentNodes(db.executor, [await access.find(actor, id)]);
      return node as PresentedNode;
    },

    async remove(actor: Actor, id: string, { recursive }: { recursive: boolean }): Promise<void> {
      const node = await access.findOpen(actor, id, db.executor);
      if (node.parent_id === null && !node.may_own) throw nodeNotFound();
      if (node.child_count > 0 && !recursive) throw nodeNotEmpty(node.child_count);
      await removeDocuments(await listSubtreeDocuments(db.executor, id));
      await deleteNodes(db.executor, [id]);
    },
  };
}

export type TreeChanges = ReturnType<typeof createTreeChanges>;
