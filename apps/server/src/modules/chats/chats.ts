import type { Chat, Run } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { instantCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { Attachments } from './attachments.ts';
import { type ChatRow, findChat, insertChat, listChats, lockChat, updateChat } from './chat-store.ts';
import { chatNotFound, messageNotFound } from './errors.ts';
import type { History, PresentedMessage } from './history.ts';
import { findLatestLeaf } from './message-store.ts';
import { presentChat, presentRun } from './present.ts';
import { findShownRun } from './run-store.ts';

type PresentedChat = z.input<typeof Chat>;

export interface ChatDeps {
  db: Database;
  clock: Clock;
  attachments: Attachments;
  history: History;
}

export const untitled = 'Новый чат';

/** Chats of a person: their list and history. */
export function createChats({ db, clock, attachments, history }: ChatDeps) {
  async function find(actor: Actor, id: string): Promise<ChatRow> {
    const row = await findChat(db.executor, actor.userId, id);
    if (row === undefined) throw chatNotFound();
    return row;
  }

  async function get(actor: Actor, id: string) {
    const chat = await find(actor, id);
    const { items } = await history.page(chat, { limit: 100 });
    const run = await findShownRun(db.executor, chat);
    return {
      chat: presentChat(chat),
      messages: items,
      attachments: await attachments.list(actor, id),
      run: run === undefined ? (null as z.input<typeof Run> | null) : presentRun(run),
    };
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
        active_message_id: null,
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
      const before = instantCursor(query.cursor);
      const rows = await listChats(db.executor, actor.userId, { limit: query.limit + 1, before });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const next = rows.length > query.limit && last ? `${last.updated_at.toISOString()}_${last.id}` : null;
      return { items: page.map(presentChat), next };
    },

    get,

    /** Shows the branch that the message stands in, down to what was written there last. */
    async selectBranch(actor: Actor, id: string, messageId: string) {
      await find(actor, id);
      await db.transaction(async (tx) => {
        await lockChat(tx, id);
        const leaf = await findLatestLeaf(tx, id, messageId);
        if (leaf === undefined) throw messageNotFound();
        await updateChat(tx, id, { active_message_id: leaf });
      });
      return get(actor, id);
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
      return history.page(await find(actor, id), query);
    },
  };
}

export type Chats = ReturnType<typeof createChats>;
