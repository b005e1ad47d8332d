import {
  deleteDocument,
  getBlock,
  getDocument,
  listBlocks,
  listDocuments,
  searchBlocks,
} from '@aizoomdoc/contracts';
import { offsetCursor } from '#platform/http/paging.ts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { BlockSearch } from './block-search.ts';
import type { Documents } from './documents.ts';
import { type ImportModule, importRoutes } from './import-routes.ts';
import { type PictureModule, pictureRoutes } from './picture-routes.ts';
import { synonymRoutes } from './synonyms/synonym-routes.ts';
import type { Synonyms } from './synonyms/synonyms.ts';
import { type TreeModule, treeRoutes } from './tree-routes.ts';
import { viewRoutes } from './view-routes.ts';
import type { Views } from './views/views.ts';

const ok = { ok: true as const };

export interface DocumentModule extends TreeModule, PictureModule, ImportModule {
  views: Views;
  synonyms: Synonyms;
  documents: Documents;
  blocks: BlockSearch;
}

export function documentRoutes({ documents, blocks, ...papers }: DocumentModule): Implementation[] {
  return [
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
    ...importRoutes({ documents, ...papers }),
    ...pictureRoutes(papers),
    ...viewRoutes(papers),
    ...synonymRoutes(papers),
    ...treeRoutes(papers),
  ];
}
