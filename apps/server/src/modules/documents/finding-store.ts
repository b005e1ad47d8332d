import type { FindingEvidence } from '@aizoomdoc/documents/audit';
import { type ColumnType, sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';

/** A place that a reference leads to. */
export interface ReferenceTarget {
  page: number;
  sheet: string | null;
  block: string | null;
}

/** JSON text on the way in. */
type Json<T> = ColumnType<T, string, string>;

export interface FindingTables {
  findings: {
    id: string;
    version_id: string;
    position: number;
    kind: string;
    severity: 'error' | 'warning' | 'info';
    message: string;
    evidence: Json<FindingEvidence[]>;
  };
  cross_references: {
    version_id: string;
    position: number;
    kind: string;
    text: string;
    source: Json<FindingEvidence>;
    target: ColumnType<ReferenceTarget | null, string | null, string | null>;
  };
}

export function listFindingRows(
  executor: Executor,
  versionId: string,
  filter: { limit: number; offset: number; kind?: string | undefined; severity?: string | undefined },
) {
  let query = tables<FindingTables>(executor)
    .selectFrom('findings')
    .selectAll()
    .where('version_id', '=', versionId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.severity !== undefined) query = query.where(sql<boolean>`severity = ${filter.severity}`);
  return query
    .orderBy(sql`array_position(array['error', 'warning', 'info'], severity)`)
    .orderBy('position')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
}

export function listReferenceRows(
  executor: Executor,
  versionId: string,
  filter: { limit: number; offset: number; broken?: boolean | undefined },
) {
  let query = tables<FindingTables>(executor)
    .selectFrom('cross_references')
    .selectAll()
    .where('version_id', '=', versionId);
  if (filter.broken !== undefined) query = query.where('target', filter.broken ? 'is' : 'is not', null);
  return query.orderBy('position').limit(filter.limit).offset(filter.offset).execute();
}
