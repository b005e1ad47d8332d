import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { findBlockRows } from './block-store.ts';
import { findVisibleDocuments, listVisibleIds } from './document-store.ts';
import { documentNotFound } from './errors.ts';
import type { Addresses } from './iiif/addresses.ts';
import type { Library } from './library.ts';
import {
  type PresentedBlock,
  type PresentedDocument,
  type PresentedHit,
  presentBlock,
  presentDocument,
  presentHit,
} from './present.ts';

export interface BlockQuery {
  text: string;
  /** Documents to search; those that the actor may not see are passed over. Absent = all visible. */
  documentIds?: readonly string[] | undefined;
  /** 404 when none of `documentIds` may be seen; otherwise nothing is found then. */
  mustExist?: boolean;
  page?: number | undefined;
  sheet?: string | undefined;
  kind?: 'text' | 'image' | 'table' | undefined;
  limit: number;
  offset: number;
}

export interface BlockSearchDeps {
  db: Database;
  library: Library;
  addresses: Addresses;
}

/** Finding and reading blocks for an actor; access is checked at every call. */
export function createBlockSearch({ db, library, addresses }: BlockSearchDeps) {
  async function titlesOf(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
    const documents = await findVisibleDocuments(db.executor, actor, ids);
    return new Map(documents.map(({ id, title }) => [id, title]));
  }

  return {
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

    async search(
      actor: Actor,
      { documentIds, mustExist, page, sheet, kind, ...query }: BlockQuery,
    ): Promise<PresentedHit[]> {
      const scope = documentIds && (await titlesOf(actor, documentIds));
      if (mustExist && scope?.size === 0) throw documentNotFound();
      const ids = scope?.keys() ?? (await listVisibleIds(db.executor, actor)).map(({ id }) => id);
      const hits = await library.search({
        ...query,
        documentIds: [...ids],
        ...(page !== undefined && { page }),
        ...(sheet !== undefined && { sheet }),
        ...(kind !== undefined && { kind }),
      });
      const titles = scope ?? (await titlesOf(actor, [...new Set(hits.map((hit) => hit.documentId))]));
      // A document deleted since the index found it has no title any more.
      return hits.flatMap((hit) => {
        const title = titles.get(hit.documentId);
        return title === undefined ? [] : [presentHit(hit, title)];
      });
    },

    /** Blocks by code out of the given documents, as they are now. */
    async readBlocks(
      actor: Actor,
      documentIds: readonly string[],
      codes: readonly string[],
    ): Promise<PresentedBlock[]> {
      const documents = await findVisibleDocuments(db.executor, actor, documentIds);
      const byVersion = new Map(documents.map((document) => [document.version_id, document]));
      const rows = await findBlockRows(db.executor, [...byVersion.keys()], codes);
      return rows.flatMap((row) => {
        const document = byVersion.get(row.version_id);
        return document === undefined
          ? []
          : [presentBlock(row, { document, version: document.current_version, addresses })];
      });
    },
  };
}

export type BlockSearch = ReturnType<typeof createBlockSearch>;
