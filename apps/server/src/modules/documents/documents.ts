import type { ImportResult, Sheet } from '@aizoomdoc/contracts';
import type { ReportEntry } from '@aizoomdoc/documents';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { idCursor, offsetCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { findBlockRows, listBlockRows, listSheetRows } from './block-store.ts';
import {
  type DocumentRow,
  findVisibleDocuments,
  listVisibleDocuments,
  readReport,
} from './document-store.ts';
import { blockNotFound, documentNotFound } from './errors.ts';
import type { Addresses } from './iiif/addresses.ts';
import type { ImportExtra, ImportFiles, SourceFile } from './import.ts';
import { type PresentedBlock, type PresentedDocument, presentBlock, presentDocument } from './present.ts';
import type { RemoveDocuments } from './remove-documents.ts';
import type { TreeAccess } from './tree-access.ts';
import type { TreeChanges } from './tree-changes.ts';
import { createFindVersion } from './versions/visible-version.ts';

type DocumentDetail = PresentedDocument & { sheets: z.input<typeof Sheet>[]; report: ReportEntry[] };

export interface DocumentDeps {
  db: Database;
  importFiles: ImportFiles;
  removeDocuments: RemoveDocuments;
  access: Pick<TreeAccess, 'place'>;
  treeChanges: Pick<TreeChanges, 'remove'>;
  addresses: Addresses;
}

/** Reading and removing documents; what a person may not see does not exist. */
export function createDocuments(deps: DocumentDeps) {
  const { db, importFiles, removeDocuments, access, treeChanges, addresses } = deps;
  const findVersion = createFindVersion({ db });

  async function find(actor: Actor, id: string): Promise<DocumentRow> {
    const [row] = await findVisibleDocuments(db.executor, actor, [id]);
    if (row === undefined) throw documentNotFound();
    return row;
  }

  async function listBlocks(actor: Actor, id: string, query: BlockListQuery): Promise<Page<PresentedBlock>> {
    const shown = await findVersion(actor, id, query.version);
    const after = offsetCursor(query.cursor) ?? null;
    const rows = await listBlockRows(db.executor, shown.id, { ...query, limit: query.limit + 1, after });
    const page = rows.slice(0, query.limit);
    const more = rows.length > query.limit;
    return {
      items: page.map((row) =>
        presentBlock(row, { document: shown.document, version: shown.number, addresses }),
      ),
      next: more ? String(page.at(-1)?.position) : null,
    };
  }

  return {
    async import(
      actor: Actor,
      files: readonly SourceFile[],
      { folder, ...extra }: ImportExtra & { folder?: string | undefined } = {},
    ): Promise<z.input<typeof ImportResult>> {
      const { parentId, rootId } = await access.place(actor, folder);
      const target = { ownerId: actor.userId, projectId: rootId, parentId };
      const { documents, report } = await importFiles(files, target, extra);
      return { documents: documents.map(presentDocument), report };
    },

    async list(
      actor: Actor,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<PresentedDocument>> {
      const rows = await listVisibleDocuments(db.executor, actor, {
        limit: query.limit + 1,
        before: idCursor(query.cursor),
      });
      const items = rows.slice(0, query.limit).map(presentDocument);
      return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },

    async get(actor: Actor, id: string): Promise<DocumentDetail> {
      const row = await find(actor, id);
      return {
        ...presentDocument(row),
        sheets: await listSheetRows(db.executor, row.version_id),
        report: await readReport(db.executor, row.version_id),
      };
    },

    /** Only the owner, an editor of the project or an administrator; the demo goes with its project. */
    async remove(actor: Actor, id: string): Promise<void> {
      const row = await find(actor, id);
      if (row.is_demo) throw documentNotFound();
      if (row.owner_id === actor.userId) await removeDocuments([id]);
      else await treeChanges.remove(actor, id, { recursive: false });
    },

    listBlocks,

    async getBlock(actor: Actor, id: string, block: { code: string; version?: number | undefined }) {
      const shown = await findVersion(actor, id, block.version);
      const codes = [block.code.toUpperCase(), block.code];
      const [row] = await findBlockRows(db.executor, [shown.id], codes);
      if (row === undefined) throw blockNotFound(block.code);
      return presentBlock(row, { document: shown.document, version: shown.number, addresses });
    },
  };
}

export type Documents = ReturnType<typeof createDocuments>;

export interface BlockListQuery {
  limit: number;
  cursor?: string | undefined;
  version?: number | undefined;
  page?: number | undefined;
  sheet?: string | undefined;
}
