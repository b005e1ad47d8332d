import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** A file of the archive, as a manifest lists it. */
export interface ZipFile {
  path: string;
  sha256: string;
  size_bytes: number;
}

/** A ZIP that is written part by part and ends with its manifest, whose bytes depend on all the others. */
export interface ZipWriter {
  readonly files: readonly ZipFile[];
  add(path: string, bytes: Uint8Array): void;
  /** A local file as it is. */
  addFile(path: string, file: string): void;
  /**
   * Writes the manifest and closes the archive.
   * @param make the manifest of exactly `size` bytes; told the SHA-256 of all the archive without these bytes, and with
   * zeros for their two CRC-32 fields
   */
  seal(path: string, size: number, make: (containerSha256: string) => Buffer): void;
  /** Closes the file; does nothing after `seal`. */
  close(): void;
}

interface Entry {
  path: Buffer;
  method: 0 | 8;
  crc: number;
  stored: number;
  size: number;
  offset: number;
}

const chunkBytes = 1024 * 1024;
/** What a ZIP without its 64-bit extension can hold; never reached, see `check-pictures.ts`. */
const mostBytes = 0xffff_ffff;

/** @param target a file that is not there yet */
export function createZipWriter(target: string, modified: Date): ZipWriter {
  const handle = openSync(target, 'wx', 0o600);
  const container = createHash('sha256');
  const files: ZipFile[] = [];
  const entries: Entry[] = [];
  const time = dosTime(modified);
  let offset = 0;
  let open = true;

  function write(bytes: Uint8Array): void {
    container.update(bytes);
    writeFully(handle, bytes, offset);
    offset += bytes.length;
    if (offset > mostBytes) throw new Error('the archive is too large');
  }

  function begin(entry: Omit<Entry, 'offset'>): Entry {
    const begun = { ...entry, offset };
    entries.push(begun);
    write(localHeader(begun, time));
    return begun;
  }

  return {
    files,

    add(path, bytes) {
      const deflated = deflateRawSync(bytes);
      const smaller = deflated.length < bytes.length;
      const content = smaller ? deflated : bytes;
      begin({
        path: Buffer.from(path),
        method: smaller ? 8 : 0,
        crc: crc32(bytes),
        stored: content.length,
        size: bytes.length,
      });
      write(content);
      files.push({ path, sha256: sha256(bytes), size_bytes: bytes.length });
    },

    addFile(path, file) {
      const { crc, size, hash } = measure(file);
      begin({ path: Buffer.from(path), method: 0, crc, stored: size, size });
      for (const chunk of chunksOf(file)) write(chunk);
      files.push({ path, sha256: hash, size_bytes: size });
    },

    seal(path, size, make) {
      const entry = begin({ path: Buffer.from(path), method: 0, crc: 0, stored: size, size });
      const dataAt = offset;
      offset += size;
      const directoryAt = offset;
      for (const each of entries) write(directoryRecord(each, time));
      const crcAt = offset - directoryRecord(entry, time).length + 16;
      write(endRecord(entries.length, directoryAt, offset - directoryAt));
      const bytes = make(container.digest('hex'));
      if (bytes.length !== size) throw new Error('the manifest is not of the length that was told');
      writeFully(handle, bytes, dataAt);
      const crc = Buffer.alloc(4);
      crc.writeUInt32LE(crc32(bytes));
      writeFully(handle, crc, entry.offset + 14);
      writeFully(handle, crc, crcAt);
      this.close();
    },

    close() {
      if (open) closeSync(handle);
      open = false;
    },
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function writeFully(handle: number, bytes: Uint8Array, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(handle, bytes, written, bytes.length - written, position + written);
  }
}

function* chunksOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk))
      yield chunk.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}

function measure(file: string): { crc: number; size: number; hash: string } {
  const hash = createHash('sha256');
  let crc = 0;
  let size = 0;
  for (const chunk of chunksOf(file)) {
    hash.update(chunk);
    crc = crc32(chunk, crc);
    size += chunk.length;
  }
  return { crc, size, hash: hash.digest('hex') };
}

/** UTC, from 1980 on. */
function dosTime(at: Date): { time: number; date: number } {
  const year = Math.max(1980, at.getUTCFullYear());
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

/** Version 2.0; names are UTF-8. */
const version = 20;
const utf8Names = 0x0800;

function commonFields(
  { method, crc, stored, size, path }: Entry,
  { time, date }: ReturnType<typeof dosTime>,
): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(stored, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}

function localHeader(entry: Entry, time: ReturnType<typeof dosTime>): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), commonFields(entry, time), entry.path]);
}

function directoryRecord(entry: Entry, time: ReturnType<typeof dosTime>): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  const madeBy = Buffer.from([version, 0]);
  return Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    madeBy,
    commonFields(entry, time),
    rest,
    entry.path,
  ]);
}

function endRecord(count: number, directoryAt: number, directorySize: number): Buffer {
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 'latin1');
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(directoryAt, 16);
  return record;
}
