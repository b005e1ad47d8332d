import type { NodeDetail } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { documentNotFound, nodeNotFound } from './errors.ts';
import type { TreeAccess } from './tree-access.ts';
import { listFiles, type PresentedFile, type PresentedNode, presentNodes } from './tree-present.ts';
import { findNode, listNodes, listPath, listSubtreeDocuments } from './tree-store.ts';

export interface TreeQuery {
  limit: number;
  cursor?: string | undefined;
  parent_id?: string | undefined;
  node_type?: string | undefined;
  all_nodes?: boolean | undefined;
  include_files?: boolean | undefined;
}

/** The tree of projects, folders and documents: everybody sees their own nodes and the projects they are members of. */
export function createTree({ db, access }: { db: Database; access: Pick<TreeAccess, 'find'> }) {
  async function list(actor: Actor, query: TreeQuery): Promise<Page<PresentedNode>> {
    const offset = offsetCursor(query.cursor) ?? 0;
    const anywhere = query.all_nodes === true || query.node_type !== undefined;
    const rows = await listNodes(db.executor, actor, {
      limit: query.limit + 1,
      offset,
      parentId: query.parent_id ?? (anywhere ? undefined : null),
      nodeType: query.node_type,
    });
    const items = await presentNodes(db.executor, rows.slice(0, query.limit), query.include_files);
    return { items, next: rows.length > query.limit ? String(offset + query.limit) : null };
  }

  return {
    list,

    async search(actor: Actor, query: { text: string; limit: number }): Promise<PresentedNode[]> {
      return presentNodes(db.executor, await listNodes(db.executor, actor, { ...query, offset: 0 }));
    },

    async get(actor: Actor, id: string): Promise<z.input<typeof NodeDetail>> {
      const row = await access.find(actor, id);
      const [node] = await presentNodes(db.executor, [row], true);
      if (node === undefined) throw nodeNotFound();
      const path = (await listPath(db.executor, id)).slice(0, -1);
      const documents = await listSubtreeDocuments(db.executor, id);
      return {
        node,
        path: path.map(({ is_locked: _, ...ancestor }) => ancestor),
        document_count: documents.length,
      };
    },

    /** Files of a document: of its node and of its current version. */
    async listFiles(actor: Actor, documentId: string): Promise<PresentedFile[]> {
      const node = await findNode(db.executor, actor, documentId);
      if (node === undefined || node.version_id === null) throw documentNotFound();
      return (await listFiles(db.executor, [node])).get(node.id) ?? [];
    },
  };
}

export type Tree = ReturnType<typeof createTree>;
