import type { Block, Document, ImportResult, SearchResult, Sheet } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import type { Actor, Page, UploadedFile } from '#platform/http/route.ts';
import type { ObjectStore } from '#platform/objects.ts';
import { type BlockRow, findBlockRows, listBlockRows, listSheetRows } from './block-store.ts';
import {
  type DocumentRow,
  deleteDocuments,
  findVersionId,
  findVisibleDocuments,
  listObjectKeys,
  listVisibleDocuments,
  listVisibleIds,
} from './document-store.ts';
import { blockNotFound, documentNotFound } from './errors.ts';
import type { ImportFiles } from './import.ts';
import type { Library } from './library.ts';

export type PresentedDocument = z.input<typeof Document>;
export type PresentedBlock = z.input<typeof Block>;
export type PresentedHit = z.input<typeof SearchResult>;
type DocumentDetail = PresentedDocument & { sheets: z.input<typeof Sheet>[] };

export interface DocumentDeps {
  db: Database;
  objects: ObjectStore;
  library: Library;
  importFiles: ImportFiles;
}

export interface BlockSearch {
  text: string;
  /** Documents to search; they must be visible to the actor. Absent = all that are. */
  documentIds?: readonly string[];
  page?: number | undefined;
  sheet?: string | undefined;
  kind?: 'text' | 'image' | 'table' | undefined;
  limit: number;
  offset: number;
}

/** Reading, searching and removing documents; what a person may not see does not exist. */
export function createDocuments({ db, objects, library, importFiles }: DocumentDeps) {
  async function find(actor: Actor, id: string): Promise<DocumentRow> {
    const [row] = await findVisibleDocuments(db.executor, actor, [id]);
    if (row === undefined) throw documentNotFound();
    return row;
  }

  async function listBlocks(actor: Actor, id: string, query: BlockListQuery): Promise<Page<PresentedBlock>> {
    const document = await find(actor, id);
    const after = query.cursor === undefined ? null : Number.parseInt(query.cursor, 10) || 0;
    const rows = await listBlockRows(db.executor, document.version_id, {
      ...query,
      limit: query.limit + 1,
      after,
    });
    const page = rows.slice(0, query.limit);
    const more = rows.length > query.limit;
    return {
      items: page.map((row) => presentBlock(row, document, document.current_version)),
      next: more ? String(page.at(-1)?.position) : null,
    };
  }

  return {
    async import(actor: Actor, files: readonly UploadedFile[]): Promise<z.input<typeof ImportResult>> {
      const { documents, report } = await importFiles(files, { ownerId: actor.userId, projectId: null });
      return { documents: documents.map(presentDocument), report };
    },

    async list(
      actor: Actor,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<PresentedDocument>> {
      const rows = await listVisibleDocuments(db.executor, actor, {
        limit: query.limit + 1,
        before: query.cursor,
      });
      const items = rows.slice(0, query.limit).map(presentDocument);
      return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },

    async get(actor: Actor, id: string): Promise<DocumentDetail> {
      const row = await find(actor, id);
      return { ...presentDocument(row), sheets: await listSheetRows(db.executor, row.version_id) };
    },

    /** Only the owner or an administrator; the demo goes with its project. */
    async remove(actor: Actor, id: string): Promise<void> {
      const row = await find(actor, id);
      if (row.is_demo || (row.owner_id !== actor.userId && actor.role !== 'admin')) throw documentNotFound();
      const keys = await listObjectKeys(db.executor, [id]);
      await deleteDocuments(db.executor, [id]);
      await library.refresh(id);
      for (const key of keys) await objects.delete(key);
    },

    listBlocks,

    async getBlock(actor: Actor, id: string, block: { code: string; version?: number | undefined }) {
      const document = await find(actor, id);
      const version = block.version ?? document.current_version;
      const versionId = await findVersionId(db.executor, id, version);
      const [row] =
        versionId === null
          ? []
          : await findBlockRows(db.executor, versionId, [block.code.toUpperCase(), block.code]);
      if (row === undefined) throw blockNotFound(block.code);
      return presentBlock(row, document, version);
    },

    /** Documents of a question: the attached ones, else all visible; the demo steps back once there is another. */
    async scope(actor: Actor, attachedIds: readonly string[]): Promise<PresentedDocument[]> {
      if (attachedIds.length > 0) {
        return (await findVisibleDocuments(db.executor, actor, attachedIds)).map(presentDocument);
      }
      const visible = await listVisibleIds(db.executor, actor);
      const own = visible.filter((document) => !document.is_demo);
      const ids = (own.length > 0 ? own : visible).map((document) => document.id);
      return (await findVisibleDocuments(db.executor, actor, ids)).map(presentDocument);
    },

    async search(actor: Actor, query: BlockSearch): Promise<PresentedHit[]> {
      const visible = await listVisibleIds(db.executor, actor);
      const allowed = new Set(visible.map((document) => document.id));
      const ids = query.documentIds?.filter((id) => allowed.has(id)) ?? [...allowed];
      const { text, limit, offset, page, sheet, kind } = query;
      const filters = {
        ...(page !== undefined && { page }),
        ...(sheet !== undefined && { sheet }),
        ...(kind && { kind }),
      };
      const hits = await library.search({ text, documentIds: ids, limit, offset, ...filters });
      const documents = await findVisibleDocuments(db.executor, actor, [
        ...new Set(hits.map((hit) => hit.documentId)),
      ]);
      const titles = new Map(documents.map((document) => [document.id, document.title]));
      return hits.flatMap((hit) => {
        const title = titles.get(hit.documentId);
        return title === undefined ? [] : [{ ...presentHit(hit), document_title: title }];
      });
    },

    /** Blocks by code out of the given documents, as they are now. */
    async readBlocks(
      actor: Actor,
      documentIds: readonly string[],
      codes: readonly string[],
    ): Promise<PresentedBlock[]> {
      const documents = await findVisibleDocuments(db.executor, actor, documentIds);
      const found = documents.map(async (document) => {
        const rows = await findBlockRows(db.executor, document.version_id, codes);
        return rows.map((row) => presentBlock(row, document, document.current_version));
      });
      return (await Promise.all(found)).flat();
    },
  };
}

export type Documents = ReturnType<typeof createDocuments>;

export interface BlockListQuery {
  limit: number;
  cursor?: string | undefined;
  page?: number | undefined;
  sheet?: string | undefined;
}

export function presentDocument(row: DocumentRow): PresentedDocument {
  return {
    id: row.id,
    title: row.title,
    name: row.cipher ?? row.stem,
    cipher: row.cipher,
    stage: row.stage,
    object: row.object,
    organisation: row.organisation,
    project_id: row.project_id,
    owner_id: row.owner_id,
    is_demo: row.is_demo,
    version: row.current_version,
    page_count: row.page_count,
    block_count: row.block_count,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function presentBlock(row: BlockRow, document: DocumentRow, version: number): PresentedBlock {
  return {
    block_id: row.code,
    document_id: document.id,
    document_title: document.title,
    version,
    page: row.page,
    sheet: row.sheet,
    sheet_title: row.sheet_title,
    kind: row.kind,
    bbox: row.bbox,
    text: row.text,
    tables: row.tables.map(({ title, header, rows }) => ({ title, header, rows })),
    linked_block_id: row.linked_code,
    flags: row.flags,
  };
}

function presentHit(hit: Awaited<ReturnType<Library['search']>>[number]) {
  return {
    document_id: hit.documentId,
    version: hit.version,
    block_id: hit.code,
    page: hit.page,
    sheet: hit.sheet,
    kind: hit.kind,
    score: hit.score,
    match: hit.match,
    snippet: hit.snippet,
    highlights: hit.highlights,
  };
}
