import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';

/** A picture that was shown to the model, or that a person drew, stored as it was shown. */
export interface ImageRow {
  id: string;
  chat_id: string;
  /** The question until its answer is written, then the answer. */
  message_id: string;
  run_id: string | null;
  /** `P3`. */
  name: string;
  image_name: string;
  /** Key of the object. */
  s3_path: string;
  image_type: 'viewport' | 'zoom_crop' | 'original' | 'processed';
  description: string | null;
  label: string;
  view_id: string | null;
  file_id: string | null;
  document_id: string;
  version: number;
  page: number;
  sheet: string | null;
  block_code: string | null;
  bbox: [number, number, number, number] | null;
  dpi: number | null;
  shrink: number | null;
  width: number;
  height: number;
  file_size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  uploaded_at: Date;
}

interface ImageTables {
  chat_images: ImageRow;
  chats: { id: string; user_id: string };
}

const db = (executor: Executor) => tables<ImageTables>(executor);

/** The same id again replaces what was stored: a step that is executed anew shows the same. */
export async function storeImage(executor: Executor, row: ImageRow): Promise<void> {
  const { id: _, chat_id: __, message_id: ___, ...change } = row;
  await db(executor)
    .insertInto('chat_images')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute();
}

/** In chats of the user. */
export function findImage(executor: Executor, userId: string, id: string): Promise<ImageRow | undefined> {
  return db(executor)
    .selectFrom('chat_images as image')
    .innerJoin('chats as chat', 'chat.id', 'image.chat_id')
    .selectAll('image')
    .where('image.id', '=', id)
    .where('chat.user_id', '=', userId)
    .executeTakeFirst();
}

/** Whoever's it is: for a signed address. */
export function findAnyImage(executor: Executor, id: string): Promise<ImageRow | undefined> {
  return db(executor).selectFrom('chat_images').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Of one chat, whatever their messages are. */
export function findImages(executor: Executor, chatId: string, ids: readonly string[]): Promise<ImageRow[]> {
  return db(executor)
    .selectFrom('chat_images')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();
}

/** In the order in which they were shown. */
export function listImages(executor: Executor, messageIds: readonly string[]): Promise<ImageRow[]> {
  return db(executor)
    .selectFrom('chat_images')
    .selectAll()
    .where(sql<boolean>`message_id = any(${messageIds}::uuid[])`)
    .orderBy('message_id')
    .orderBy(sql`length(name)`)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function moveImages(executor: Executor, runId: string, messageId: string): Promise<void> {
  await db(executor)
    .updateTable('chat_images')
    .set({ message_id: messageId })
    .where('run_id', '=', runId)
    .execute();
}
