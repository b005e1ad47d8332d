import { createHash } from 'node:crypto';
import { type CallOptions, ModelError, type ProviderFiles } from '@aizoomdoc/models';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import type { Logger } from '#platform/log.ts';
import type { PromptPicture } from './prompt.ts';
import {
  deleteExpiredFiles,
  type FileOwner,
  findProviderFile,
  forgetProviderFiles,
  saveProviderFile,
} from './provider-file-store.ts';
import type { DeliverPicture, SentPicture } from './render-prompt.ts';

export interface PictureDeliveryDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  /** PNG of a user's stored picture. */
  readPicture(userId: string, id: string): Promise<Uint8Array>;
}

export interface PictureReceiver {
  userId: string;
  provider: string;
  /** Where the vendor keeps files and the installation lets it. */
  files: ProviderFiles | null;
  /** Smaller pictures go with every request. */
  minBytes: number;
  options: CallOptions;
}

/** A file that expires sooner may be gone before the run ends. */
const leastLifeMs = 30 * 60_000;
const uploadTimeoutMs = 60_000;

/** Brings pictures to a vendor: large ones once, by its files, small ones with each request. */
export function createPictureDelivery({ db, clock, log, readPicture }: PictureDeliveryDeps) {
  async function uploaded(picture: PromptPicture, receiver: PictureReceiver): Promise<SentPicture | null> {
    const { files, options } = receiver;
    if (files === null || picture.size_bytes < receiver.minBytes) return null;
    const owner = ownerOf(receiver);
    const now = clock.now();
    const until = new Date(now.getTime() + leastLifeMs);
    const known = await findProviderFile(db.executor, owner, { sha256: picture.sha256, until });
    if (known !== undefined) return { as: 'file', uri: known.uri, uploadedBytes: 0 };
    const bytes = await readPicture(receiver.userId, picture.id);
    try {
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(uploadTimeoutMs)]);
      const file = await files.upload(
        { bytes, size: bytes.length, mediaType: 'image/png', displayName: `${picture.name}.png` },
        { ...options, signal },
      );
      await saveProviderFile(db.executor, {
        ...owner,
        id: newId(),
        sha256: picture.sha256,
        name: file.name,
        uri: file.uri,
        mime_type: 'image/png',
        size_bytes: bytes.length,
        expires_at: file.expiresAt,
        created_at: now,
      });
      return { as: 'file', uri: file.uri, uploadedBytes: bytes.length };
    } catch (error) {
      options.signal.throwIfAborted();
      // A refused key fails the call itself as well: say so once, there.
      if (error instanceof ModelError && error.code === 'bad_key') throw error;
      log.warn({ err: error, provider: receiver.provider }, 'picture was not uploaded, it goes inline');
      return { as: 'inline', bytes };
    }
  }

  return {
    deliverTo:
      (receiver: PictureReceiver): DeliverPicture =>
      async (picture, isOld) => {
        const file = await uploaded(picture, receiver);
        if (file !== null) return file;
        if (isOld) return { as: 'name' };
        return { as: 'inline', bytes: await readPicture(receiver.userId, picture.id) };
      },

    /** The vendor no longer has some of them: they are uploaded anew when they are needed. */
    forget: (receiver: PictureReceiver, pictures: readonly PromptPicture[]): Promise<void> =>
      forgetProviderFiles(
        db.executor,
        ownerOf(receiver),
        pictures.map(({ sha256 }) => sha256),
      ),

    sweep: (): Promise<void> => deleteExpiredFiles(db.executor, clock.now()),
  };
}

export type PictureDelivery = ReturnType<typeof createPictureDelivery>;

function ownerOf({ userId, provider, options }: PictureReceiver): FileOwner {
  const key_fingerprint = createHash('sha256')
    .update(`provider file\0${options.apiKey ?? ''}`)
    .digest('hex');
  return { user_id: userId, provider, key_fingerprint };
}
