import type { Attachment, Chat, Message, Run } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import {
  type ChatPosition,
  type ChatRow,
  deleteAttachment,
  findChat,
  insertAttachments,
  insertChat,
  listAttachments,
  listChats,
  listMessages,
  updateChat,
} from './chat-store.ts';
import { chatNotFound } from './errors.ts';
import { presentChat, presentMessage, presentRun } from './present.ts';
import { findLastRun } from './run-store.ts';

type PresentedChat = z.input<typeof Chat>;
type PresentedMessage = z.input<typeof Message>;
type PresentedAttachment = z.input<typeof Attachment>;

/** A document to attach, and the file that it was read from, if any. */
export interface AttachmentSource {
  documentId: string;
  fileId: string | null;
}

export interface ChatDeps {
  db: Database;
  clock: Clock;
  /** Titles of documents that the actor may read; others are left out. */
  documentTitles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>>;
  /** Documents behind files and ids, importing files on the way. @throws 404, 415, 422 */
  resolveAttachments(
    actor: Actor,
    wanted: { fileIds: string[]; documentIds: string[] },
  ): Promise<AttachmentSource[]>;
}

export const untitled = 'Новый чат';

/** Chats of a person: their list, history and attached documents. */
export function createChats({ db, clock, documentTitles, resolveAttachments }: ChatDeps) {
  async function find(actor: Actor, id: string): Promise<ChatRow> {
    const row = await findChat(db.executor, actor.userId, id);
    if (row === undefined) throw chatNotFound();
    return row;
  }

  async function attachments(actor: Actor, chatId: string): Promise<PresentedAttachment[]> {
    const rows = await listAttachments(db.executor, chatId);
    const titles = await documentTitles(
      actor,
      rows.map((row) => row.document_id),
    );
    return rows.flatMap((row) => {
      const title = titles.get(row.document_id);
      const at = row.created_at.toISOString();
      return title === undefined
        ? []
        : [{ document_id: row.document_id, title, file_id: row.file_id, created_at: at }];
    });
  }

  return {
    find,

    async create(
      actor: Actor,
      input: { title?: string | null | undefined; description?: string | null | undefined },
    ) {
      const now = clock.now();
      const row: ChatRow = {
        id: newId(),
        user_id: actor.userId,
        title: input.title || untitled,
        description: input.description || null,
        is_archived: false,
        created_at: now,
        updated_at: now,
      };
      await insertChat(db.executor, row);
      return presentChat(row);
    },

    async list(
      actor: Actor,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<PresentedChat>> {
      const before = parsePosition(query.cursor);
      const rows = await listChats(db.executor, actor.userId, { limit: query.limit + 1, before });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const next = rows.length > query.limit && last ? `${last.updated_at.toISOString()}_${last.id}` : null;
      return { items: page.map(presentChat), next };
    },

    async get(actor: Actor, id: string) {
      const chat = await find(actor, id);
      const messages = await listMessages(db.executor, id, { limit: 100, before: null });
      const run = await findLastRun(db.executor, id);
      return {
        chat: presentChat(chat),
        messages: messages.map(presentMessage),
        attachments: await attachments(actor, id),
        run: run === undefined ? (null as z.input<typeof Run> | null) : presentRun(run),
      };
    },

    async patch(
      actor: Actor,
      id: string,
      change: { title?: string | undefined; description?: string | null | undefined },
    ): Promise<PresentedChat> {
      const chat = await find(actor, id);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const row = await updateChat(db.executor, id, { ...given, updated_at: clock.now() });
      return presentChat(row ?? chat);
    },

    async archive(actor: Actor, id: string): Promise<void> {
      await find(actor, id);
      await updateChat(db.executor, id, { is_archived: true });
    },

    async listMessages(
      actor: Actor,
      id: string,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<PresentedMessage>> {
      await find(actor, id);
      const rows = await listMessages(db.executor, id, {
        limit: query.limit + 1,
        before: query.cursor ?? null,
      });
      const page = rows.slice(-query.limit);
      return {
        items: page.map(presentMessage),
        next: rows.length > query.limit ? (page[0]?.id ?? null) : null,
      };
    },

    async attach(actor: Actor, id: string, wanted: { fileIds: string[]; documentIds: string[] }) {
      await find(actor, id);
      const sources = await resolveAttachments(actor, wanted);
      const created_at = clock.now();
      await insertAttachments(
        db.executor,
        sources.map(({ documentId, fileId }) => ({
          chat_id: id,
          document_id: documentId,
          file_id: fileId,
          created_at,
        })),
      );
      return attachments(actor, id);
    },

    async detach(actor: Actor, id: string, documentId: string): Promise<boolean> {
      await find(actor, id);
      return deleteAttachment(db.executor, id, documentId);
    },
  };
}

export type Chats = ReturnType<typeof createChats>;

function parsePosition(cursor: string | undefined): ChatPosition | null {
  const [at = '', id = ''] = cursor?.split('_') ?? [];
  const updatedAt = new Date(at);
  return Number.isNaN(updatedAt.getTime()) || id === '' ? null : { updatedAt, id };
}
