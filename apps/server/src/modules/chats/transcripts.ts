import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { ObjectNotFound, type ObjectStore } from '#platform/objects.ts';
import type { ChatRow } from './chat-store.ts';
import type { Chats } from './chats.ts';
import { messageNotFound } from './errors.ts';
import { type ExaminedRow, listExamined } from './examined-store.ts';
import { findImages, type ImageRow, listImages } from './images-store.ts';
import { listPath, type MessageRow } from './message-store.ts';

/** A picture with its bytes at hand. */
export interface TranscriptImage extends ImageRow {
  /** Local file, to be read only; `null` when the object is gone. */
  file: string | null;
}

/** Messages as they are stored, oldest first, with everything that was shown for them. */
export interface Transcript {
  chat: ChatRow;
  messages: MessageRow[];
  images: TranscriptImage[];
  /** Blocks that were found and read. */
  examined: ExaminedRow[];
}

/** At most so much is read; what is longer shows it by being as long. */
export interface TranscriptLimits {
  messages: number;
  examined: number;
}

export interface TranscriptDeps {
  db: Database;
  objects: ObjectStore;
  chats: Chats;
}

/** Conversations as whole texts, for who makes something of them. */
export function createTranscripts({ db, objects, chats }: TranscriptDeps) {
  async function complete(chat: ChatRow, messages: MessageRow[], limit: number): Promise<Transcript> {
    const ids = messages.map(({ id }) => id);
    if (ids.length === 0) return { chat, messages, images: [], examined: [] };
    const images = await Promise.all(
      (await imagesOf(chat, messages)).map(async (image) => ({
        ...image,
        file: await localFile(image.s3_path),
      })),
    );
    return { chat, messages, images, examined: await listExamined(db.executor, ids, limit) };
  }

  /** Shown for these messages, in their order, then those that they refer to and that were shown for others. */
  async function imagesOf(chat: ChatRow, messages: readonly MessageRow[]): Promise<ImageRow[]> {
    const order = new Map(messages.map(({ id }, index) => [id, index]));
    const placeOf = ({ message_id }: ImageRow) => order.get(message_id) ?? 0;
    const own = (await listImages(db.executor, [...order.keys()])).toSorted(
      (a, b) => placeOf(a) - placeOf(b),
    );
    const known = new Set(own.map(({ id }) => id));
    const cited = messages.flatMap(({ citations }) => citations.flatMap(({ image_id }) => image_id ?? []));
    const missing = [...new Set(cited)].filter((id) => !known.has(id));
    return missing.length === 0 ? own : [...own, ...(await findImages(db.executor, chat.id, missing))];
  }

  async function localFile(key: string): Promise<string | null> {
    try {
      return await objects.localFile(key);
    } catch (error) {
      if (error instanceof ObjectNotFound) return null;
      throw error;
    }
  }

  return {
    /** The branch that the chat shows, its last messages. @throws 404 */
    async ofChat(actor: Actor, chatId: string, limits: TranscriptLimits): Promise<Transcript> {
      const limit = limits.messages;
      const chat = await chats.find(actor, chatId);
      const messageId = chat.active_message_id;
      const messages = messageId === null ? [] : await listPath(db.executor, { chatId, messageId, limit });
      return complete(chat, messages, limits.examined);
    },

    /** An answer of any branch with the question before it, or a question alone. @throws 404 */
    async ofMessage(
      actor: Actor,
      chatId: string,
      messageId: string,
      { examined }: Pick<TranscriptLimits, 'examined'>,
    ): Promise<Transcript> {
      const chat = await chats.find(actor, chatId);
      const path = await listPath(db.executor, { chatId, messageId, limit: 2 });
      const message = path.at(-1);
      if (message === undefined) throw messageNotFound();
      return complete(chat, message.role === 'assistant' ? path : [message], examined);
    },
  };
}

export type Transcripts = ReturnType<typeof createTranscripts>;
