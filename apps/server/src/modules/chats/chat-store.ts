import { type Executor, tables } from '#platform/db/database.ts';

export interface ChatRow {
  id: string;
  user_id: string;
  title: string;
  description: string | null;
  is_archived: boolean;
  /** Last message of the branch that is shown. */
  active_message_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface AttachmentRow {
  chat_id: string;
  document_id: string;
  file_id: string | null;
  created_at: Date;
}

interface ChatTables {
  chats: ChatRow;
  chat_attachments: AttachmentRow;
}

export async function insertChat(executor: Executor, row: ChatRow): Promise<void> {
  await tables<ChatTables>(executor).insertInto('chats').values(row).execute();
}

/** The owner's chat, archived ones included; somebody else's is not there. */
export function findChat(executor: Executor, userId: string, id: string): Promise<ChatRow | undefined> {
  const db = tables<ChatTables>(executor);
  return db
    .selectFrom('chats')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** The chat, locked until the transaction ends: what changes its branches or its queue comes one after another. */
export function lockChat(executor: Executor, id: string): Promise<ChatRow> {
  const db = tables<ChatTables>(executor);
  return db.selectFrom('chats').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export interface ChatPosition {
  /** When it was changed last. */
  at: Date;
  id: string;
}

export function listChats(
  executor: Executor,
  userId: string,
  page: { limit: number; before: ChatPosition | null },
): Promise<ChatRow[]> {
  let query = tables<ChatTables>(executor)
    .selectFrom('chats')
    .selectAll()
    .where('user_id', '=', userId)
    .where('is_archived', '=', false);
  const { before } = page;
  if (before !== null) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('updated_at', 'id'), '<', tuple(before.at, before.id)),
    );
  }
  return query.orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

export async function updateChat(
  executor: Executor,
  id: string,
  change: Partial<
    Pick<ChatRow, 'title' | 'description' | 'is_archived' | 'active_message_id' | 'updated_at'>
  >,
): Promise<ChatRow | undefined> {
  const db = tables<ChatTables>(executor);
  return db.updateTable('chats').set(change).where('id', '=', id).returningAll().executeTakeFirst();
}

export function listAttachments(executor: Executor, chatId: string): Promise<AttachmentRow[]> {
  const db = tables<ChatTables>(executor);
  return db
    .selectFrom('chat_attachments')
    .selectAll()
    .where('chat_id', '=', chatId)
    .orderBy('created_at')
    .execute();
}

export async function insertAttachments(executor: Executor, rows: readonly AttachmentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tables<ChatTables>(executor)
    .insertInto('chat_attachments')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['chat_id', 'document_id']).doNothing())
    .execute();
}

export async function deleteAttachment(
  executor: Executor,
  chatId: string,
  documentId: string,
): Promise<boolean> {
  const result = await tables<ChatTables>(executor)
    .deleteFrom('chat_attachments')
    .where('chat_id', '=', chatId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
