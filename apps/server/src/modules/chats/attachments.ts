import type { Attachment } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
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
  /** Ids of the actor's files that are named so; unknown names are passed over. */
  findFiles(actor: Actor, names: FileNames): Promise<string[]>;
  /** Ids of documents that the actor may read and that are, or were read from, what is named so. */
  findDocuments(actor: Actor, names: FileNames): Promise<string[]>;
}

export interface AttachmentsWanted {
  fileIds: readonly string[];
  documentIds: readonly string[];
}

/** How the first-generation client names files: by ids, keys in the store, addresses at the vendor. */
export interface FileNames {
  ids: readonly string[];
  addresses: readonly string[];
}

/** Documents that a chat is about; whose chat it is, is checked by the caller. */
export function createAttachments(deps: AttachmentDeps) {
  const { db, clock, documentTitles, resolve } = deps;

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

  /** What is wanted and not attached yet; files are read into documents on the way. @throws 404, 415, 422 */
  async function prepare(
    actor: Actor,
    chatId: string,
    wanted: AttachmentsWanted,
  ): Promise<AttachmentSource[]> {
    if (wanted.fileIds.length + wanted.documentIds.length === 0) return [];
    const attached = await listAttachments(db.executor, chatId);
    const documentIds = new Set(attached.map((row) => row.document_id));
    const fileIds = new Set(attached.map((row) => row.file_id));
    const sources = await resolve(actor, {
      fileIds: wanted.fileIds.filter((id) => !fileIds.has(id)),
      documentIds: wanted.documentIds.filter((id) => !documentIds.has(id)),
    });
    return sources.filter(({ documentId }) => !documentIds.has(documentId));
  }

  async function save(
    executor: Executor,
    chatId: string,
    sources: readonly AttachmentSource[],
  ): Promise<void> {
    const created_at = clock.now();
    const rows = sources.map(({ documentId, fileId }) => ({
      chat_id: chatId,
      document_id: documentId,
      file_id: fileId,
      created_at,
    }));
    await insertAttachments(executor, rows);
  }

  return {
    list,
    prepare,
    save,

    async add(actor: Actor, chatId: string, wanted: AttachmentsWanted): Promise<void> {
      await save(db.executor, chatId, await prepare(actor, chatId, wanted));
    },

    findFiles: deps.findFiles,
    findDocuments: deps.findDocuments,

    /** @returns `false` when it was not attached */
    remove: (chatId: string, documentId: string): Promise<boolean> =>
      deleteAttachment(db.executor, chatId, documentId),

    async documentIds(chatId: string): Promise<string[]> {
      return (await listAttachments(db.executor, chatId)).map((row) => row.document_id);
    },
  };
}

export type Attachments = ReturnType<typeof createAttachments>;
