import type { Readable } from 'node:stream';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { conflict, Problem, tooLarge } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { createTurnstile } from '#platform/http/turnstile.ts';
import type { ResumableUpload, ResumableUploads } from '#platform/http/tus.ts';
import { fileTooLarge } from '#platform/http/uploads.ts';
import { newId } from '#platform/ids.ts';
import type { Incoming } from '#platform/incoming.ts';
import type { ObjectStore } from '#platform/objects.ts';
import type { Files } from './files.ts';
import {
  addPart,
  countUnfinished,
  deleteUploads,
  findUpload,
  finishUpload,
  insertUpload,
  listExpired,
  lockUpload,
  type UploadRow,
} from './upload-store.ts';

/** So much is lost at most when the process dies in the middle, and held in memory of each upload. */
const partBytes = 4 * 1024 * 1024;
/** From the last bytes that came. */
const keepMs = 24 * 3600_000;
const maxUnfinished = 100;
/** Each holds a connection to the database while its bytes are put together. */
const completedAtOnce = 2;
const completedInLine = 200;

export interface UploadDeps {
  db: Database;
  clock: Clock;
  objects: ObjectStore;
  incoming: Incoming;
  files: Files;
  maxFileBytes: number;
}

/** Files that come in pieces, to any process of the installation, and may be interrupted in between. */
export function createUploads(deps: UploadDeps): ResumableUploads & { sweep(): Promise<void> } {
  const { db, clock, objects, incoming, files, maxFileBytes } = deps;
  const completion = createTurnstile({ atOnce: completedAtOnce, waiting: completedInLine });
  const expiry = () => new Date(clock.now().getTime() + keepMs);

  async function find(actor: Actor, id: string): Promise<UploadRow> {
    const row = await findUpload(db.executor, { id, userId: actor.userId, now: clock.now() });
    if (row === undefined)
      throw new Problem(404, 'upload_not_found', 'Такой загрузки нет, или её срок истёк.');
    return row;
  }

  async function dropParts(row: UploadRow): Promise<void> {
    for (const key of row.parts) await objects.delete(key);
  }

  async function* bytesOf(row: UploadRow): AsyncGenerator<Uint8Array> {
    for (const key of row.parts) yield* (await objects.get(key)).stream as AsyncIterable<Uint8Array>;
  }

  /** Makes the file of everything that came; of several that try at once, one does it. */
  async function complete(actor: Actor, id: string): Promise<void> {
    const whole = await db.transaction(async (tx) => {
      const row = await lockUpload(tx, id);
      if (row === undefined || row.file_id !== null) return undefined;
      const local = await incoming.receive(bytesOf(row));
      try {
        const { id: fileId } = await files.upload(actor, { ...local, name: row.filename }, tx);
        await finishUpload(tx, id, fileId);
      } finally {
        await incoming.drop(local);
      }
      return row;
    });
    if (whole !== undefined) await dropParts(whole);
  }

  /** The upload as it stands; one whose process died before its end is brought to it. */
  async function settle(actor: Actor, id: string): Promise<ResumableUpload> {
    const row = await find(actor, id);
    if (row.received_bytes < row.size_bytes || row.file_id !== null) return present(row);
    try {
      await completion.pass(() => complete(actor, id));
    } catch (error) {
      // Whole and of no kind that we take: nothing will come of it.
      if (error instanceof Problem && error.status < 500) await remove(actor, id);
      throw error;
    }
    return present(await find(actor, id));
  }

  async function remove(actor: Actor, id: string): Promise<void> {
    const row = await find(actor, id);
    await deleteUploads(db.executor, [id]);
    await dropParts(row);
  }

  async function append(actor: Actor, id: string, { offset, body }: { offset: number; body: Readable }) {
    const row = await find(actor, id);
    if (row.received_bytes !== offset) throw offsetMismatch(row.received_bytes);
    let start = offset;
    for await (const bytes of inParts(body)) {
      if (start + bytes.length > row.size_bytes) throw moreThanAnnounced();
      const key = `uploads/parts/${id}/${newId()}`;
      await objects.put(key, bytes);
      const part = { id, start, size: bytes.length, key, expiresAt: expiry() };
      if (!(await addPart(db.executor, part))) {
        await objects.delete(key);
        throw offsetMismatch(null);
      }
      start += bytes.length;
    }
    return settle(actor, id);
  }

  return {
    find: settle,
    append,
    remove,

    async create(actor, { name, size }) {
      if (size > maxFileBytes) throw fileTooLarge(maxFileBytes);
      if ((await countUnfinished(db.executor, actor.userId, clock.now())) >= maxUnfinished)
        throw conflict(`Начато уже ${maxUnfinished} загрузок. Завершите их или отмените.`);
      const id = newId();
      await insertUpload(db.executor, {
        id,
        user_id: actor.userId,
        filename: name,
        size_bytes: size,
        received_bytes: 0,
        parts: [],
        file_id: null,
        expires_at: expiry(),
      });
      return settle(actor, id);
    },

    async sweep() {
      const expired = await listExpired(db.executor, clock.now());
      await deleteUploads(
        db.executor,
        expired.map(({ id }) => id),
      );
      for (const row of expired) await dropParts(row);
    },
  };
}

/** Pieces to be kept one by one; a connection that breaks is the end of what came, not a failure. */
async function* inParts(body: Readable): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < partBytes) continue;
      yield Buffer.concat(chunks);
      chunks = [];
      size = 0;
    }
  } catch (error) {
    if (!body.destroyed) throw error;
  }
  if (size > 0) yield Buffer.concat(chunks);
}

function present(row: UploadRow): ResumableUpload {
  return {
    id: row.id,
    name: row.filename,
    offset: Number(row.received_bytes),
    size: Number(row.size_bytes),
    expiresAt: row.expires_at,
    fileId: row.file_id,
  };
}

const moreThanAnnounced = () =>
  tooLarge('Прислано больше, чем объявлено в Upload-Length. Начните загрузку заново с верным размером.');

const offsetMismatch = (offset: number | null) =>
  new Problem(
    409,
    'upload_offset_mismatch',
    'Часть файла прислана не с того места. Узнайте место запросом HEAD и продолжите с него.',
    offset === null ? {} : { details: [{ offset }] },
  );
