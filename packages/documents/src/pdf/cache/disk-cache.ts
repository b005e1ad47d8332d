import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A folder of files bounded by bytes; what lies in it may be deleted or damaged by anybody at any time. */
export interface DiskCache {
  get(key: string): Promise<Buffer | undefined>;
  /** Never fails: a full disk costs the cache only. */
  set(key: string, bytes: Buffer): Promise<void>;
  /** When what was begun is done. */
  settled(): Promise<void>;
}

interface Entry {
  bytes: number;
  /** Milliseconds since 1970; kept in the file's time, so that the order of use survives a restart. */
  used: number;
}

const signature = Buffer.from('AZC1');
const headerBytes = signature.length + 4;
const partSuffix = '.part';
/** A use is noted in the file this often at most. */
const noteUseAfterMs = 10 * 60_000;
/** Another process may be writing: what is older than this is left over from a dead one. */
const leftoverAfterMs = 60 * 60_000;
/** After a clean-up the folder is this full, so that one is not due with every file. */
const fullAfterCleaning = 0.9;

/** @param folder made when it is missing; keys are names of files of at least two letters */
export function createDiskCache(folder: string, maxBytes: number): DiskCache {
  const entries = new Map<string, Entry>();
  let total = 0;
  const pending = new Set<Promise<unknown>>();
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key);

  const note = (key: string, entry: Entry) => {
    total += entry.bytes - (entries.get(key)?.bytes ?? 0);
    entries.set(key, entry);
  };
  const forget = async (key: string) => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
    await rm(pathOf(key), { force: true }).catch(() => {});
  };
  const clean = async () => {
    if (total <= maxBytes) return;
    const oldestFirst = [...entries].sort(([, one], [, other]) => one.used - other.used);
    for (const [key] of oldestFirst) {
      if (total <= maxBytes * fullAfterCleaning) return;
      await forget(key);
    }
  };
  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.catch(() => {}).finally(() => pending.delete(settled));
    pending.add(settled);
    return work;
  };
  const touch = async (key: string) => {
    const entry = entries.get(key);
    const now = Date.now();
    if (!entry || now - entry.used < noteUseAfterMs) return;
    entry.used = now;
    await utimes(pathOf(key), now / 1000, now / 1000).catch(() => {});
  };
  const store = async (key: string, bytes: Buffer) => {
    const path = pathOf(key);
    const part = `${path}.${randomUUID()}${partSuffix}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(part, withChecksum(bytes));
      await rename(part, path);
      note(key, { bytes: bytes.length + headerBytes, used: Date.now() });
      await clean();
    } catch {
      await rm(part, { force: true }).catch(() => {});
    }
  };
  const listed = track(
    listFiles(folder).then(async (files) => {
      for (const { key, ...entry } of files) if (!entries.has(key)) note(key, entry);
      await clean();
    }),
  );

  return {
    async get(key) {
      const file = await readFile(pathOf(key)).catch(() => undefined);
      const bytes = file && checked(file);
      if (!bytes) {
        if (file) await forget(key);
        return undefined;
      }
      track(touch(key));
      return bytes;
    },
    async set(key, bytes) {
      if (bytes.length > maxBytes) return;
      await track(store(key, bytes));
    },
    async settled() {
      await listed;
      await Promise.all(pending);
    },
  };
}

async function listFiles(folder: string): Promise<(Entry & { key: string })[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: (Entry & { key: string })[] = [];
  for (const entry of found.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const state = await stat(path).catch(() => undefined);
    if (!state) continue;
    if (!entry.name.endsWith(partSuffix))
      files.push({ key: entry.name, bytes: state.size, used: state.mtimeMs });
    else if (Date.now() - state.mtimeMs > leftoverAfterMs) await rm(path, { force: true }).catch(() => {});
  }
  return files;
}

function withChecksum(bytes: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  signature.copy(header);
  header.writeUInt32BE(crc32(bytes), signature.length);
  return Buffer.concat([header, bytes]);
}

function checked(file: Buffer): Buffer | undefined {
  if (file.length < headerBytes || !file.subarray(0, signature.length).equals(signature)) return undefined;
  const bytes = file.subarray(headerBytes);
  return crc32(bytes) === file.readUInt32BE(signature.length) ? bytes : undefined;
}
