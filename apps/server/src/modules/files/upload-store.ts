import { type Selectable, sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';

interface UploadTables {
  uploads: {
    id: string;
    user_id: string;
    filename: string;
    size_bytes: number;
    received_bytes: number;
    /** Keys of the objects that hold what has come, in order. */
    parts: string[];
    /** The file that the upload became. */
    file_id: string | null;
    expires_at: Date;
  };
}

export type UploadRow = Selectable<UploadTables['uploads']>;

const db = (executor: Executor) => tables<UploadTables>(executor);

export async function insertUpload(executor: Executor, row: UploadRow): Promise<void> {
  await db(executor).insertInto('uploads').values(row).execute();
}

export async function countUnfinished(executor: Executor, userId: string, now: Date): Promise<number> {
  const { count } = await db(executor)
    .selectFrom('uploads')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('user_id', '=', userId)
    .where('file_id', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return count;
}

/** An upload that has not expired. */
export function findUpload(
  executor: Executor,
  key: { id: string; userId: string; now: Date },
): Promise<UploadRow | undefined> {
  return db(executor)
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', key.id)
    .where('user_id', '=', key.userId)
    .where('expires_at', '>', key.now)
    .executeTakeFirst();
}

/** The upload, locked until the transaction ends. */
export function lockUpload(executor: Executor, id: string): Promise<UploadRow | undefined> {
  return db(executor).selectFrom('uploads').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export interface UploadPart {
  id: string;
  /** Where the part begins. */
  start: number;
  size: number;
  key: string;
  expiresAt: Date;
}

/** @returns `false` when somebody else has written there, or the upload is gone */
export async function addPart(executor: Executor, part: UploadPart): Promise<boolean> {
  const { numUpdatedRows } = await db(executor)
    .updateTable('uploads')
    .set({
      received_bytes: part.start + part.size,
      parts: sql`array_append(parts, ${part.key})`,
      expires_at: part.expiresAt,
    })
    .where('id', '=', part.id)
    .where('received_bytes', '=', part.start)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function finishUpload(executor: Executor, id: string, fileId: string): Promise<void> {
  await db(executor)
    .updateTable('uploads')
    .set({ file_id: fileId, parts: [] })
    .where('id', '=', id)
    .execute();
}

export async function deleteUploads(executor: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db(executor).deleteFrom('uploads').where('id', 'in', ids).execute();
}

export function listExpired(executor: Executor, now: Date): Promise<UploadRow[]> {
  return db(executor).selectFrom('uploads').selectAll().where('expires_at', '<=', now).limit(1000).execute();
}
