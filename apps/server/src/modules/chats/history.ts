import type { Message, MessageImage } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { idCursor } from '#platform/http/paging.ts';
import type { Page } from '#platform/http/route.ts';
import type { ChatRow } from './chat-store.ts';
import { findMessage, listPath, listVariants, type MessageRow, placeOf } from './message-store.ts';
import { presentMessage } from './present.ts';

export type PresentedMessage = z.input<typeof Message>;

export interface HistoryDeps {
  db: Database;
  /** Pictures of messages, by message. */
  imagesOf(messageIds: readonly string[]): Promise<Map<string, z.input<typeof MessageImage>[]>>;
}

/** Messages of the branch that a chat shows; whose chat it is, is checked by the caller. */
export function createHistory({ db, imagesOf }: HistoryDeps) {
  async function present(chatId: string, rows: readonly MessageRow[]): Promise<PresentedMessage[]> {
    if (rows.length === 0) return [];
    const variants = await listVariants(db.executor, chatId, rows);
    const images = await imagesOf(rows.map(({ id }) => id));
    return rows.map((row) =>
      presentMessage(row, {
        variants: variants.get(placeOf(row)) ?? [row.id],
        images: images.get(row.id) ?? [],
      }),
    );
  }

  /** Id of the newest message of a page: the end of the branch, or what stands before the oldest one seen. */
  async function newestOf(chat: ChatRow, cursor: string | undefined): Promise<string | null> {
    const seen = idCursor(cursor);
    if (seen === undefined) return chat.active_message_id;
    const message = await findMessage(db.executor, seen);
    return message?.chat_id === chat.id ? message.parent_id : null;
  }

  return {
    /** Newest last; `next` leads to earlier messages. */
    async page(
      chat: ChatRow,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<Page<PresentedMessage>> {
      const messageId = await newestOf(chat, cursor);
      if (messageId === null) return { items: [], next: null };
      const rows = await listPath(db.executor, { chatId: chat.id, messageId, limit: limit + 1 });
      const page = rows.slice(-limit);
      const next = rows.length > limit ? (page[0]?.id ?? null) : null;
      return { items: await present(chat.id, page), next };
    },

    async presentOne(row: MessageRow): Promise<PresentedMessage> {
      const [message] = await present(row.chat_id, [row]);
      if (message === undefined) throw new Error('a message is presented as one');
      return message;
    },
  };
}

export type History = ReturnType<typeof createHistory>;
