import type { Attachment } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { deleteAttachment, insertAttachments, listAttachments } from './chat-store.ts';

/** A document to attach, and the file that it was read from, if any. */
export interface AttachmentSource {
  documentId: string;
  fileId: string | null;
}

export interface AttachmentDeps {
  db: Database;
  clock: Clock;
  /** Titles of documents that the actor may read; others are left out. */
  documentTitles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>>;
  /** Documents behind files and ids, importing files on the way. @throws 404, 415, 422 */
  resolve(actor: Actor, wanted: AttachmentsWanted): Promise<AttachmentSource[]>;
}

export interface AttachmentsWanted {
  fileIds: readonly string[];
  documentIds: readonly string[];
}

/** Documents that a chat is about; whose chat it is, is checked by the caller. */
export function createAttachments({ db, clock, documentTitles, resolve }: AttachmentDeps) {
  async function list(actor: Actor, chatId: string): Promise<z.input<typeof Attachment>[]> {
    const rows = await listAttachments(db.executor, chatId);
    const titles = await documentTitles(
      actor,
      rows.map((row) => row.document_id),
    );
    return rows.flatMap(({ document_id, file_id, created_at }) => {
      const title = titles.get(document_id);
      return title === undefined
        ? []
        : [{ document_id, title, file_id, created_at: created_at.toISOString() }];
    });
  }

  return {
    list,

    async add(actor: Actor, chatId: string, wanted: AttachmentsWanted): Promise<void> {
      const sources = await resolve(actor, wanted);
      const created_at = clock.now();
      await insertAttachments(
        db.executor,
        sources.map(({ documentId, fileId }) => ({
          chat_id: chatId,
          document_id: documentId,
          file_id: fileId,
          created_at,
        })),
      );
    },

    /** @returns `false` when it was not attached */
    remove: (chatId: string, documentId: string): Promise<boolean> =>
      deleteAttachment(db.executor, chatId, documentId),

    async documentIds(chatId: string): Promise<string[]> {
      return (await listAttachments(db.executor, chatId)).map((row) => row.document_id);
    },
  };
}

export type Attachments = ReturnType<typeof createAttachments>;
