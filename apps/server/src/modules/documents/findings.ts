import type { Evidence, Finding, Reference } from '@aizoomdoc/contracts';
import type { FindingEvidence } from '@aizoomdoc/documents/audit';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor, offsetPage } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { listFindingRows, listReferenceRows } from './finding-store.ts';
import type { FindVersion } from './versions/visible-version.ts';

interface ListQuery {
  limit: number;
  cursor?: string | undefined;
  version?: number | undefined;
}

/** What an audit of the document found, and where its references lead. */
export function createFindings({ db, findVersion }: { db: Database; findVersion: FindVersion }) {
  return {
    async list(
      actor: Actor,
      documentId: string,
      query: ListQuery & { kind?: string | undefined; severity?: string | undefined },
    ): Promise<Page<z.input<typeof Finding>>> {
      const version = await findVersion(actor, documentId, query.version);
      const offset = offsetCursor(query.cursor) ?? 0;
      const rows = await listFindingRows(db.executor, version.id, {
        ...query,
        limit: query.limit + 1,
        offset,
      });
      const findings = rows.map(({ id, kind, severity, message, evidence }) => ({
        id,
        kind,
        severity,
        message,
        evidence: evidence.map(presentEvidence),
      }));
      return offsetPage(findings, { limit: query.limit, offset });
    },

    async references(
      actor: Actor,
      documentId: string,
      query: ListQuery & { broken?: boolean | undefined },
    ): Promise<Page<z.input<typeof Reference>>> {
      const version = await findVersion(actor, documentId, query.version);
      const offset = offsetCursor(query.cursor) ?? 0;
      const rows = await listReferenceRows(db.executor, version.id, {
        ...query,
        limit: query.limit + 1,
        offset,
      });
      const references = rows.map(({ kind, text, source, target }) => ({
        text,
        kind,
        source: presentEvidence(source),
        target: target && { page: target.page, sheet: target.sheet, block_id: target.block },
      }));
      return offsetPage(references, { limit: query.limit, offset });
    },
  };
}

export type Findings = ReturnType<typeof createFindings>;

function presentEvidence({ page, sheet, block, bbox, quote }: FindingEvidence): z.input<typeof Evidence> {
  return { page, sheet, block_id: block, bbox, quote };
}
