import type { StoredFile } from '@aizoomdoc/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { type Database, type Executor, tables } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor, FileBody } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { IncomingFile } from '#platform/incoming.ts';
import { ObjectNotFound, type ObjectStore } from '#platform/objects.ts';
import { nameByContent } from './name-by-content.ts';

export interface FileRow {
  id: string;
  user_id: string;
  filename: string;
  mime_type: string;
  size_bytes: number;
  sha256: string;
  source_type: string;
  storage_path: string;
  /** Where the vendor of a model keeps it, too. */
  external_url: string | null;
  created_at: Date;
}

interface FileTables {
  files: FileRow;
}

/** The row is there and its bytes are not, e.g. after a restored backup that left the objects out. */
const contentLost = (error: unknown): never => {
  if (!(error instanceof ObjectNotFound)) throw error;
  throw new Problem(404, 'file_not_found', 'Содержимого файла в хранилище нет. Загрузите файл ещё раз.');
};

export const fileNotFound = () => new Problem(404, 'file_not_found', 'Такого файла нет.');

/** A file of the store, as it can be read here. */
export interface LocalFile extends IncomingFile {
  name: string;
}

/** Files that people upload; bytes in the object store, one row each. */
export function createFiles({ db, clock, objects }: { db: Database; clock: Clock; objects: ObjectStore }) {
  const table = tables<FileTables>(db.executor);

  async function find(actor: Actor, id: string): Promise<FileRow> {
    const row = await table
      .selectFrom('files')
      .selectAll()
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst();
    if (row === undefined) throw fileNotFound();
    return row;
  }

  return {
    /** Keeps a file of a kind that can be read, under a name that suits its content. @throws 415 for other kinds */
    async upload(
      actor: Actor,
      file: LocalFile,
      executor: Executor = db.executor,
    ): Promise<z.input<typeof StoredFile>> {
      const { name, mimeType, extension } = await nameByContent(file);
      const id = newId();
      const row: FileRow = {
        id,
        user_id: actor.userId,
        filename: name,
        mime_type: mimeType,
        size_bytes: file.size,
        sha256: file.sha256,
        source_type: 'user_upload',
        storage_path: `uploads/documents/${id}.${extension}`,
        external_url: null,
        created_at: clock.now(),
      };
      // Bytes first: a crash between the two leaves an orphan object, never a row without its bytes.
      await objects.putFile(row.storage_path, file.path);
      await tables<FileTables>(executor).insertInto('files').values(row).execute();
      return present(row);
    },

    get: async (actor: Actor, id: string) => present(await find(actor, id)),

    async download(actor: Actor, id: string): Promise<FileBody> {
      const row = await find(actor, id);
      const { stream, size } = await objects.get(row.storage_path).catch(contentLost);
      return { stream, size, mimeType: row.mime_type, name: row.filename };
    },

    /** Notes where the vendor of a model keeps the file. */
    async setExternalUrl(id: string, url: string): Promise<void> {
      await table.updateTable('files').set({ external_url: url }).where('id', '=', id).execute();
    },

    /** Ids of the actor's files that have one of these ids, or addresses (whole or without their beginning) at a vendor. */
    async findNamed(
      actor: Actor,
      { ids, addresses }: { ids: readonly string[]; addresses: readonly string[] },
    ): Promise<string[]> {
      const rows = await table
        .selectFrom('files')
        .select('id')
        .where('user_id', '=', actor.userId)
        .where(
          sql<boolean>`(id = any(${ids}::uuid[]) or exists (
            select from unnest(${addresses}::text[]) address
            where external_url = address or right(external_url, length(address) + 1) = '/' || address
          ))`,
        )
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    /** A file as a local one, for reading it into a document. */
    async locate(actor: Actor, id: string): Promise<LocalFile> {
      const row = await find(actor, id);
      const path = await objects.localFile(row.storage_path).catch(contentLost);
      return { name: row.filename, path, size: Number(row.size_bytes), sha256: row.sha256 };
    },
  };
}

export type Files = ReturnType<typeof createFiles>;

function present({ user_id: _, external_url: __, created_at, ...row }: FileRow): z.input<typeof StoredFile> {
  return { ...row, created_at: created_at.toISOString() };
}
