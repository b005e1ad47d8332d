import {
  deleteDemo,
  deleteDocument,
  getBlock,
  getDemo,
  getDocument,
  getDocumentResults,
  getTree,
  importDocuments,
  listBlocks,
  listDocuments,
  searchBlocks,
  searchProjects,
} from '@aizoomdoc/contracts';
import { offsetCursor } from '#platform/http/paging.ts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { BlockSearch } from './block-search.ts';
import type { Documents } from './documents.ts';
import type { Projects } from './projects.ts';

const ok = { ok: true as const };

export interface DocumentModule {
  documents: Documents;
  blocks: BlockSearch;
  projects: Projects;
}

export function documentRoutes({ documents, blocks, projects }: DocumentModule): Implementation[] {
  return [
    implement(importDocuments, ({ actor, files }) => documents.import(actor, files)),
    implement(listDocuments, ({ actor, query }) => documents.list(actor, query)),
    implement(getDocument, ({ actor, params }) => documents.get(actor, params.document_id)),
    implement(deleteDocument, ({ actor, params }) =>
      documents.remove(actor, params.document_id).then(() => ok),
    ),
    implement(listBlocks, ({ actor, params, query }) =>
      documents.listBlocks(actor, params.document_id, query),
    ),
    implement(getBlock, ({ actor, params, query }) =>
      documents.getBlock(actor, params.document_id, { code: params.block_id, version: query.version }),
    ),
    implement(searchBlocks, async ({ actor, query }) => {
      const { q, document_id, cursor, limit, ...filters } = query;
      const offset = offsetCursor(cursor) ?? 0;
      const scope = document_id === undefined ? {} : { documentIds: [document_id], mustExist: true };
      const hits = await blocks.search(actor, { text: q, limit: limit + 1, offset, ...scope, ...filters });
      return { items: hits.slice(0, limit), next: hits.length > limit ? String(offset + limit) : null };
    }),
    implement(getTree, ({ actor, query }) => projects.tree(actor, query)),
    implement(searchProjects, ({ actor, query }) =>
      projects.search(actor, { text: query.q ?? query.query ?? '', limit: query.limit }),
    ),
    implement(getDocumentResults, ({ actor, params }) => projects.documentResults(actor, params.document_id)),
    implement(getDemo, ({ actor }) => projects.getDemo(actor)),
    implement(deleteDemo, ({ actor }) => projects.deleteDemo(actor).then(() => ok)),
  ];
}
