import type { DocumentStamp, ReportEntry } from '@aizoomdoc/documents';
import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import type { BlockTables } from '../block-store.ts';
import type { DocumentTables } from '../document-store.ts';
import { documentsChannel } from '../library-news.ts';
import { isFramed } from './frame-store.ts';

export type WorkKind = 'reading' | 'ocr';

/** A version that something is being done to. */
export interface WorkRow {
  version_id: string;
  document_id: string;
  number: number;
  work: WorkKind;
  job_id: string;
  status: 'processing' | 'ready' | 'failed';
}

const db = (executor: Executor) => tables<DocumentTables & BlockTables>(executor);

const selectWork = (executor: Executor) =>
  db(executor)
    .selectFrom('document_versions')
    .select([
      'id as version_id',
      'document_id',
      'number',
      'status',
      sql<WorkKind>`work`.as('work'),
      sql<string>`job_id`.as('job_id'),
    ])
    .where('work', 'is not', null)
    .where('job_id', 'is not', null);

/** What is to be done or under way, oldest first. */
export function listWork(executor: Executor, limit: number): Promise<WorkRow[]> {
  return selectWork(executor).orderBy('id').limit(limit).execute();
}

export function findWork(executor: Executor, jobId: string): Promise<WorkRow | undefined> {
  return selectWork(executor).where('job_id', '=', jobId).executeTakeFirst();
}

export function findWorkOfVersion(executor: Executor, versionId: string): Promise<WorkRow | undefined> {
  return selectWork(executor).where('id', '=', versionId).executeTakeFirst();
}

/** Whether the pages of any of these are still being read. */
export async function isAnyBeingRead(executor: Executor, versionIds: readonly string[]): Promise<boolean> {
  const row = await db(executor)
    .selectFrom('document_versions')
    .select('id')
    .where(sql<boolean>`id = any(${versionIds}::uuid[])`)
    .where('work', '=', 'reading')
    .where('status', '=', 'processing')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The work was ended or replaced meanwhile, or its document deleted. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

type Changes = Partial<{
  status: 'ready' | 'failed';
  work: WorkKind | null;
  job_id: string | null;
  progress_done: number;
  progress_total: number;
  error_code: string | null;
  error_message: string | null;
  block_count: number;
  label: string | null;
}>;

/** @throws {Superseded} when the work is no longer this one's */
export async function updateWork(
  executor: Executor,
  jobId: string,
  { report, ...changes }: Changes & { report?: readonly ReportEntry[] },
): Promise<void> {
  const { numUpdatedRows } = await db(executor)
    .updateTable('document_versions')
    .set({
      ...changes,
      ...(report !== undefined && {
        report: sql<string>`report || ${JSON.stringify(report)}::jsonb`,
      }),
    })
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Superseded(jobId);
}

/** One page more is done. @throws {Superseded} */
export async function countPage(executor: Executor, jobId: string): Promise<void> {
  const { numUpdatedRows } = await db(executor)
    .updateTable('document_versions')
    .set({ progress_done: sql`least(progress_done + 1, progress_total)` })
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Superseded(jobId);
}

/** Begins work on a version that none is done to. @returns `false` when there is some */
export async function claimVersion(
  executor: Executor,
  versionId: string,
  work: { kind: WorkKind; jobId: string; total: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db(executor)
    .updateTable('document_versions')
    .set({ work: work.kind, job_id: work.jobId, progress_done: 0, progress_total: work.total })
    .where('id', '=', versionId)
    .where('work', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function nameDocument(
  executor: Executor,
  documentId: string,
  { stamp, now }: { stamp: DocumentStamp; now: Date },
): Promise<void> {
  await db(executor)
    .updateTable('documents')
    .set({ ...stamp, updated_at: now })
    .where('id', '=', documentId)
    .execute();
}

/** Tells every process that the document reads otherwise now. */
export async function announceDocument(executor: Executor, documentId: string): Promise<void> {
  await sql`select pg_notify(${documentsChannel}, ${documentId})`.execute(executor);
}

export async function countBlocks(executor: Executor, versionId: string): Promise<number> {
  const { count } = await db(executor)
    .selectFrom('blocks')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('version_id', '=', versionId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Pages to be recognised, those begun and left included. */
export async function listPagesToRecognise(executor: Executor, versionId: string): Promise<number[]> {
  const rows = await db(executor)
    .selectFrom('pages')
    .select('number')
    .where('version_id', '=', versionId)
    .where(sql<boolean>`ocr in ('needed', 'running')`)
    .where('file_id', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

/** Pages that need recognition, those where it was not to be had or failed included. */
export async function listUnrecognised(executor: Executor, versionId: string): Promise<number[]> {
  const rows = await db(executor)
    .selectFrom('pages')
    .select('number')
    .where('version_id', '=', versionId)
    .where(sql<boolean>`(ocr in ('needed', 'unavailable', 'failed') or text_layer in ('none', 'broken'))`)
    .where('file_id', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

export async function markPages(
  executor: Executor,
  versionId: string,
  { numbers, ocr }: { numbers: readonly number[]; ocr: 'needed' | 'running' | 'unavailable' | 'failed' },
): Promise<number> {
  const { numUpdatedRows } = await db(executor)
    .updateTable('pages')
    .set({ ocr })
    .where('version_id', '=', versionId)
    .where('file_id', 'is not', null)
    .where(sql<boolean>`number = any(${numbers}::int[])`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Pages whose text is to be read: not those that a bundle brought its own for. */
export async function listPagesToRead(executor: Executor, versionId: string): Promise<number[]> {
  const rows = await db(executor)
    .selectFrom('pages')
    .select('number')
    .where('version_id', '=', versionId)
    .where('file_id', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('blocks').select('code').whereRef('page_id', '=', 'pages.id').where(isFramed))),
    )
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

/** File and page of it that each page is drawn from. */
export function listPageFiles(executor: Executor, versionId: string) {
  return db(executor)
    .selectFrom('pages')
    .select(['number', sql<string>`file_id`.as('file_id'), sql<number>`file_page`.as('file_page')])
    .where('version_id', '=', versionId)
    .where('file_id', 'is not', null)
    .orderBy('number')
    .execute();
}
