import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createIncoming, type Incoming } from './incoming.ts';

/** Where bytes live. Keys are slash-separated relative paths. */
export interface ObjectStore {
  /** Writes the whole object or nothing. */
  put(key: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** Makes an object of a local file, which stays where it is and must not be changed any more. */
  putFile(key: string, file: string): Promise<void>;
  /** @throws {ObjectNotFound} */
  get(key: string): Promise<{ stream: Readable; size: number }>;
  /** Path of a local file with the object's bytes, to be read only. @throws {ObjectNotFound} */
  localFile(key: string): Promise<string>;
  /** Does nothing when there is no such object. */
  delete(key: string): Promise<void>;
  /** Resolves when objects can be written. */
  check(): Promise<void>;
}

export class ObjectNotFound extends Error {
  override readonly name = 'ObjectNotFound';
}

/** Folder below the store's own where files wait that are not objects yet. */
export const incomingFolder = '.incoming';

/** Objects as files below `root`: written aside, flushed, then renamed. */
export function createDiskObjectStore(
  root: string,
  incoming: Incoming = createIncoming(path.join(root, incomingFolder)),
): ObjectStore {
  const locate = (key: string): string => {
    const segments = key.split('/');
    if (segments.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) {
      throw new Error(`Object key is not valid: ${JSON.stringify(key)}`);
    }
    return path.join(root, ...segments);
  };

  const find = async (key: string): Promise<{ file: string; size: number }> => {
    const file = locate(key);
    const info = await stat(file).catch(() => null);
    if (!info?.isFile()) throw new ObjectNotFound(key);
    return { file, size: info.size };
  };

  /** Renames the file written aside to its place. */
  const settle = async (part: string, file: string): Promise<void> => {
    try {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await rename(part, file);
    } catch (error) {
      await incoming.drop({ path: part });
      throw error;
    }
  };

  const write = async (key: string, content: AsyncIterable<Uint8Array> | Uint8Array[]): Promise<void> => {
    const file = locate(key);
    const part = await incoming.receive(content);
    await settle(part.path, file);
  };

  return {
    put: (key, content) => write(key, content instanceof Uint8Array ? [content] : content),
    async putFile(key, source) {
      const file = locate(key);
      const part = await incoming.newPath();
      // A second name for the same bytes costs nothing; another file system gets a copy.
      await link(source, part).catch(() => copyFile(source, part));
      await settle(part, file);
    },
    async get(key) {
      const { file, size } = await find(key);
      return { stream: createReadStream(file), size };
    },
    localFile: async (key) => (await find(key)).file,
    async delete(key) {
      await rm(locate(key), { force: true });
    },
    check: () => write('.probe', []),
  };
}
