import { createHash } from 'node:crypto';
import type { ChatImage, MessageImage } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { tokenMissing } from '#platform/http/problem.ts';
import type { Actor, FileBody } from '#platform/http/route.ts';
import { ObjectNotFound, type ObjectStore } from '#platform/objects.ts';
import type { Ticket, Tickets } from '#platform/tickets.ts';
import { imageNotFound } from './errors.ts';
import { findAnyImage, findImage, type ImageRow, listImages, storeImage } from './images-store.ts';

type PresentedImage = z.input<typeof MessageImage>;

export interface ImageDeps {
  db: Database;
  clock: Clock;
  objects: ObjectStore;
  tickets: Tickets;
}

/** A picture to keep; `id` is the same whenever the same step shows it again. */
export interface NewImage
  extends Omit<ImageRow, 'image_name' | 's3_path' | 'file_size' | 'sha256' | 'uploaded_at' | 'file_id'> {
  /** PNG. */
  bytes: Uint8Array;
  /** Number of the picture in its run, or among those of its question. */
  step: number;
  /** When the run or the question began: the same for the same step, so that no object is stored twice. */
  begunAt: Date;
}

/** Pictures of conversations: kept as they were shown, opened by their owner or a signed address. */
export function createImages({ db, clock, objects, tickets }: ImageDeps) {
  async function find(actor: Actor, id: string): Promise<ImageRow> {
    const row = await findImage(db.executor, actor.userId, id);
    if (row === undefined) throw imageNotFound();
    return row;
  }

  function signedUrl(id: string): string {
    const { expires, signature } = tickets.issue(subject(id));
    return `${stableUrl(id)}/content?expires=${expires}&signature=${signature}`;
  }

  function present(row: ImageRow): PresentedImage {
    const { id, file_id, image_type, description, width, height } = row;
    return { id, file_id, image_type, description, width, height, url: signedUrl(id) };
  }

  function presentWhole(row: ImageRow): z.input<typeof ChatImage> {
    const { image_name: _, s3_path: __, block_code, file_size, uploaded_at, ...rest } = row;
    return {
      ...rest,
      url: signedUrl(row.id),
      block_id: block_code,
      size_bytes: file_size,
      created_at: uploaded_at.toISOString(),
    };
  }

  async function open({ s3_path, image_name }: ImageRow): Promise<FileBody> {
    try {
      const { stream, size } = await objects.get(s3_path);
      return { stream, size, mimeType: 'image/png', name: image_name };
    } catch (error) {
      throw error instanceof ObjectNotFound ? imageNotFound() : error;
    }
  }

  return {
    signedUrl,

    /** Writes the object, then its row; the same again changes nothing. @returns what is known of the bytes */
    async store(image: NewImage): Promise<{ sha256: string; size: number }> {
      const { bytes, step, begunAt, ...row } = image;
      const image_name = objectName(image);
      const s3_path = `chats/${row.chat_id}/images/${image_name}`;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await objects.put(s3_path, bytes);
      const file_size = bytes.length;
      await storeImage(db.executor, {
        ...row,
        ...{ image_name, s3_path, sha256, file_size, file_id: null, uploaded_at: clock.now() },
      });
      return { sha256, size: file_size };
    },

    /** Where the picture can be had without a token, for a while. @throws 404 */
    async address(actor: Actor, id: string): Promise<string> {
      return signedUrl((await find(actor, id)).id);
    },

    /** @throws 404 */
    async info(actor: Actor, id: string) {
      return presentWhole(await find(actor, id));
    },

    /** PNG of the actor's picture. @throws 404 */
    async read(actor: Actor, id: string): Promise<FileBody> {
      return open(await find(actor, id));
    },

    /** PNG for whoever has the ticket, or for its owner. @throws 401, 404, 410 */
    async content(actor: Actor | null, id: string, ticket: Ticket | null): Promise<FileBody> {
      if (ticket === null) {
        if (actor === null) throw tokenMissing();
        return open(await find(actor, id));
      }
      tickets.check(subject(id), ticket, imageNotFound);
      const row = await findAnyImage(db.executor, id);
      if (row === undefined) throw imageNotFound();
      return open(row);
    },

    /** By message, in the order in which they were shown; messages without any are left out. */
    async imagesOf(messageIds: readonly string[]): Promise<Map<string, PresentedImage[]>> {
      const rows = messageIds.length === 0 ? [] : await listImages(db.executor, messageIds);
      const groups = Map.groupBy(rows, (row) => row.message_id);
      return new Map([...groups].map(([id, images]) => [id, images.map(present)]));
    },

    /** Everything known of a message's pictures; whose message it is, is checked by the caller. */
    async ofMessage(messageId: string): Promise<z.input<typeof ChatImage>[]> {
      return (await listImages(db.executor, [messageId])).map(presentWhole);
    },
  };
}

export type Images = ReturnType<typeof createImages>;

/** Address that does not change: leads to a signed one. */
export const stableUrl = (id: string): string => `/api/images/${id}`;

const subject = (id: string): string => `chat_image ${id}`;

/** Names that the storage of the first generation knows. */
function objectName({ id, image_type, step, begunAt }: NewImage): string {
  const timestamp = begunAt.toISOString().replaceAll(/[-:.]/g, '');
  return image_type === 'zoom_crop'
    ? `zoom_crop_${id}_${timestamp}.png`
    : `viewport_step_${step}_${timestamp}.png`;
}
