import type {
  Checks,
  Citation,
  DiffRow,
  Message,
  NotExamined,
  PromptVersions,
  Usage,
} from '@aizoomdoc/contracts';
import type { z } from 'zod';
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

export interface MessageRow {
  id: string;
  chat_id: string;
  role: 'user' | 'assistant' | 'system';
  content: string;
  message_type: string;
  status: 'complete' | 'pending' | 'stopped' | 'failed';
  run_id: string | null;
  /** The message that it follows. */
  parent_id: string | null;
  model: string | null;
  model_profile: 'simple' | 'complex' | null;
  citations: z.input<typeof Citation>[];
  checks: z.input<typeof Checks> | null;
  diff: z.input<typeof DiffRow>[];
  not_examined: z.input<typeof NotExamined>[];
  usage: z.input<typeof Usage> | null;
  cost_usd: number | null;
  prompts: z.input<typeof PromptVersions> | null;
  compare: z.output<typeof Message>['compare'];
  regions: z.output<typeof Message>['regions'];
  error_code: string | null;
  created_at: Date;
}

export interface AttachmentRow {
  chat_id: string;
  document_id: string;
  file_id: string | null;
  created_at: Date;
}

const jsonColumns = [
  'citations',
  'checks',
  'diff',
  'not_examined',
  'usage',
  'prompts',
  'compare',
  'regions',
] as const;
type JsonColumn = (typeof jsonColumns)[number];

interface ChatTables {
  chats: ChatRow;
  chat_messages: { [Column in keyof MessageRow]: Column extends JsonColumn ? unknown : MessageRow[Column] };
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
  change: Partial<Pick<ChatRow, 'title' | 'description' | 'is_archived' | 'updated_at'>>,
): Promise<ChatRow | undefined> {
  const db = tables<ChatTables>(executor);
  return db.updateTable('chats').set(change).where('id', '=', id).returningAll().executeTakeFirst();
}

export async function insertMessage(executor: Executor, row: MessageRow): Promise<void> {
  await tables<ChatTables>(executor)
    .insertInto('chat_messages')
    .values({ ...row, ...jsonOf(row) })
    .execute();
}

function jsonOf(row: MessageRow): Record<JsonColumn, string | null> {
  const entries = jsonColumns.map((column) => [
    column,
    row[column] === null ? null : JSON.stringify(row[column]),
  ]);
  return Object.fromEntries(entries) as Record<JsonColumn, string | null>;
}

/** A page of history, newest last; `before` leads to older messages. */
export async function listMessages(
  executor: Executor,
  chatId: string,
  page: { limit: number; before: string | null },
): Promise<MessageRow[]> {
  let query = tables<ChatTables>(executor)
    .selectFrom('chat_messages')
    .selectAll()
    .where('chat_id', '=', chatId);
  if (page.before !== null) query = query.where('id', '<', page.before);
  const rows = await query.orderBy('id', 'desc').limit(page.limit).execute();
  return (rows as MessageRow[]).reverse();
}

export async function findMessage(executor: Executor, id: string): Promise<MessageRow | undefined> {
  const db = tables<ChatTables>(executor);
  const row = await db.selectFrom('chat_messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row as MessageRow | undefined;
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
