import type { DocumentPage, TextSpan } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import type { Addresses } from './iiif/addresses.ts';
import { findPageRow, listPageRows, type PageRow } from './page-store.ts';
import { pageNotFound } from './pictures/errors.ts';
import type { FindVersion } from './versions/visible-version.ts';
import type { PageText } from './views/page-text.ts';
import { wholePage } from './views/region.ts';

export interface PageDeps {
  db: Database;
  findVersion: FindVersion;
  addresses: Addresses;
  pageText: PageText;
}

/** The pages of a document as they can be looked at. */
export function createPages({ db, findVersion, addresses, pageText }: PageDeps) {
  function present(row: PageRow): z.input<typeof DocumentPage> {
    const { file_id, file_page, ...page } = row;
    const image = file_id === null || file_page === null ? null : { fileId: file_id, page: file_page };
    return { ...page, iiif_url: image && addresses.imageUrl(image) };
  }

  return {
    async list(
      actor: Actor,
      documentId: string,
      query: { limit: number; cursor?: string | undefined; version?: number | undefined },
    ): Promise<Page<z.input<typeof DocumentPage>>> {
      const version = await findVersion(actor, documentId, query.version);
      const after = offsetCursor(query.cursor) ?? 0;
      const rows = await listPageRows(db.executor, version.id, { after, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit).map(present);
      return { items, next: rows.length > query.limit ? String(items.at(-1)?.number) : null };
    },

    /** @throws 404 `document_not_found`, `version_not_found`, `page_not_found` */
    async check(actor: Actor, documentId: string, place: { page: number; version: number }): Promise<void> {
      const version = await findVersion(actor, documentId, place.version);
      if ((await findPageRow(db.executor, version.id, place.page)) === undefined)
        throw pageNotFound(place.page);
    },

    /** Every line of a page with its place. */
    async text(
      actor: Actor,
      documentId: string,
      query: { page: number; version?: number | undefined; signal?: AbortSignal },
    ): Promise<z.input<typeof TextSpan>[]> {
      const version = await findVersion(actor, documentId, query.version);
      const page = await findPageRow(db.executor, version.id, query.page);
      if (page === undefined) throw pageNotFound(query.page);
      return pageText(version.id, page, wholePage, query.signal);
    },
  };
}

export type Pages = ReturnType<typeof createPages>;
