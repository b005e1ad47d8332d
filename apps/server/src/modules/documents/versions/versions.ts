import type { DocumentVersion } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { listVersionRows } from './version-store.ts';
import type { FindVersion } from './visible-version.ts';

/** The versions of a document, from the newest. */
export function createVersions({ db, findVersion }: { db: Database; findVersion: FindVersion }) {
  return {
    async list(
      actor: Actor,
      documentId: string,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<z.input<typeof DocumentVersion>>> {
      const { document } = await findVersion(actor, documentId);
      const before = offsetCursor(query.cursor) ?? null;
      const rows = await listVersionRows(db.executor, documentId, { before, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit).map(({ id: _, created_at, ...row }) => ({
        ...row,
        is_current: row.number === document.current_version,
        created_at: created_at.toISOString(),
      }));
      return { items, next: rows.length > query.limit ? String(items.at(-1)?.number) : null };
    },
  };
}

export type Versions = ReturnType<typeof createVersions>;
