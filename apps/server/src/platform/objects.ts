import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** Where bytes live. Keys are slash-separated relative paths. */
export interface ObjectStore {
  /** Writes the whole object or nothing. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** @throws {ObjectNotFound} */
  get(key: string): Promise<{ stream: Readable; size: number }>;
  /** Does nothing when there is no such object. */
  delete(key: string): Promise<void>;
  /** Resolves when objects can be written. */
  check(): Promise<void>;
}

export class ObjectNotFound extends Error {
  override readonly name = 'ObjectNotFound';
}

/** Objects as files below `root`: written aside, flushed, then renamed. */
export function createDiskObjectStore(root: string): ObjectStore {
  const locate = (key: string): string => {
    const segments = key.split('/');
    if (segments.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) {
      throw new Error(`Object key is not valid: ${JSON.stringify(key)}`);
    }
    return path.join(root, ...segments);
  };

  const write = async (file: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.${randomUUID()}.part`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  };

  return {
    async put(key, bytes) {
      await write(locate(key), bytes);
    },
    async get(key) {
      const file = locate(key);
      const info = await stat(file).catch(() => null);
      if (!info?.isFile()) throw new ObjectNotFound(key);
      return { stream: createReadStream(file), size: info.size };
    },
    async delete(key) {
      await rm(locate(key), { force: true });
    },
    async check() {
      const probe = path.join(root, '.probe');
      await write(probe, new Uint8Array());
    },
  };
}
