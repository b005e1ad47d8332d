import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** A file on its way in: whole, hashed, flushed, and nobody's yet. */
export interface IncomingFile {
  /** Absolute path of a local file; gone after `drop`. */
  path: string;
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

export interface ReceiveLimits {
  maxBytes?: number;
  signal?: AbortSignal;
}

/** Where bytes wait before they are an object; what a killed process left here is swept. */
export interface Incoming {
  /** Writes the bytes down as they come. @throws {IncomingTooLarge} and leaves nothing behind, as after any failure */
  receive(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    limits?: ReceiveLimits,
  ): Promise<IncomingFile>;
  /** A name for a file that somebody else writes; sweep and `drop` know it. */
  newPath(): Promise<string>;
  /** Does nothing when there is no such file. */
  drop(file: Pick<IncomingFile, 'path'>): Promise<void>;
  /** Removes what dead processes left. */
  sweep(): Promise<void>;
}

export class IncomingTooLarge extends Error {
  override readonly name = 'IncomingTooLarge';
}

/** A file of another machine that was not written to for so long belongs to nobody. */
const abandonedMs = 3600_000;

/** Temporary files in one folder, `<host>~<process>~<random>.part`: the name tells who may still be writing. */
export function createIncoming(folder: string): Incoming {
  const startedAt = Date.now();

  async function newPath(): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return path.join(folder, `${hostname()}~${process.pid}~${randomUUID()}.part`);
  }

  async function isAbandoned(name: string): Promise<boolean> {
    const [host, pid] = name.split('~');
    const info = await stat(path.join(folder, name)).catch(() => null);
    if (info === null) return false;
    if (host !== hostname()) return Date.now() - info.mtimeMs > abandonedMs;
    // A container's process has the same number after each start.
    return Number(pid) === process.pid ? info.mtimeMs < startedAt : !isAlive(Number(pid));
  }

  return {
    newPath,
    async receive(source, { maxBytes = Number.POSITIVE_INFINITY, signal } = {}) {
      const file = await newPath();
      const hash = createHash('sha256');
      let size = 0;
      try {
        await using handle = await open(file, 'wx', 0o600);
        for await (const chunk of source) {
          signal?.throwIfAborted();
          size += chunk.length;
          if (size > maxBytes) throw new IncomingTooLarge();
          hash.update(chunk);
          await handle.appendFile(chunk);
        }
        await handle.sync();
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      return { path: file, size, sha256: hash.digest('hex') };
    },
    async drop(file) {
      await rm(file.path, { force: true });
    },
    async sweep() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) {
        if (name.endsWith('.part') && (await isAbandoned(name)))
          await rm(path.join(folder, name), { force: true });
      }
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
