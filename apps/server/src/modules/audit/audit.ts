import type { AuditEntry } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { type Database, tables } from '#platform/db/database.ts';
import type { AuditNote } from '#platform/http/audit-note.ts';
import { idCursor } from '#platform/http/paging.ts';
import type { Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';

interface AuditTables {
  audit_logs: {
    id: string;
    created_at: Date;
    actor_id: string | null;
    action: string;
    outcome: string;
    target_id: string | null;
    address: string | null;
    request_id: string | null;
  };
}

export interface AuditQuery {
  limit: number;
  cursor?: string | undefined;
  actor_id?: string | undefined;
  action?: string | undefined;
}

/** The log of what was done and refused; append-only. Holds ids, never texts. */
export function createAudit({ db, clock }: { db: Database; clock: Clock }) {
  const log = tables<AuditTables>(db.executor);
  return {
    async record(note: AuditNote): Promise<void> {
      await log
        .insertInto('audit_logs')
        .values({
          id: newId(),
          created_at: clock.now(),
          actor_id: note.actorId,
          action: note.action,
          outcome: note.outcome,
          target_id: note.targetId,
          address: note.address,
          request_id: note.requestId,
        })
        .execute();
    },

    async list(query: AuditQuery): Promise<Page<z.input<typeof AuditEntry>>> {
      let select = log.selectFrom('audit_logs').selectAll();
      const before = idCursor(query.cursor);
      if (before !== undefined) select = select.where('id', '<', before);
      if (query.actor_id !== undefined) select = select.where('actor_id', '=', query.actor_id);
      if (query.action !== undefined) select = select.where('action', '=', query.action);
      const rows = await select
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute();
      const items = rows
        .slice(0, query.limit)
        .map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
      return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

export type Audit = ReturnType<typeof createAudit>;
