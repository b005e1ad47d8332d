import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { Damaged } from './damaged.ts';

/** A ZIP that is taken apart by its directory. */
export interface Zip {
  paths: string[];
  /** Bytes of a file. @throws {Damaged} */
  read(path: string): Buffer;
  /**
   * SHA-256 of the archive without the bytes of one file, that are stored as they are, and with zeros for its CRC-32.
   * @throws {Damaged} when there is no such file, or its CRC-32 is not that of its bytes
   */
  hashWithout(path: string): string;
}

interface Entry {
  path: string;
  method: number;
  crc: number;
  stored: number;
  size: number;
  /** Where the CRC-32 stands in the directory, and in the file's own header. */
  crcAt: [number, number];
  dataAt: number;
}

/** No file of an export is larger. */
const mostBytes = 1024 ** 3;

/** @throws {Damaged} when the bytes are no ZIP */
export function readZip(bytes: Buffer): Zip {
  const entries = new Map(readDirectory(bytes).map((entry) => [entry.path, entry]));
  const find = (path: string): Entry => {
    const entry = entries.get(path);
    if (entry === undefined) throw new Damaged(`В архиве нет файла ${path}.`);
    return entry;
  };
  return {
    paths: [...entries.keys()],
    read(path) {
      const { method, size, dataAt, stored } = find(path);
      const content = bytes.subarray(dataAt, dataAt + stored);
      if (method === 0) return content;
      if (method !== 8 || size > mostBytes) throw new Damaged(`Файл ${path} сжат неизвестным способом.`);
      try {
        return inflateRawSync(content, { maxOutputLength: Math.max(1, size) });
      } catch (error) {
        throw new Damaged(`Файл ${path} не распаковывается.`, { cause: error });
      }
    },
    hashWithout(path) {
      const { method, crc, crcAt, dataAt, stored } = find(path);
      const content = bytes.subarray(dataAt, dataAt + stored);
      const isStored = method === 0 && crcAt.every((at) => bytes.readUInt32LE(at) === crc);
      if (!isStored || crc !== crc32(content)) throw new Damaged(`Запись о ${path} в архиве изменена.`);
      const copy = Buffer.from(bytes);
      for (const at of crcAt) copy.writeUInt32LE(0, at);
      const hash = createHash('sha256');
      return hash
        .update(copy.subarray(0, dataAt))
        .update(copy.subarray(dataAt + stored))
        .digest('hex');
    },
  };
}

const endSignature = Buffer.from('PK\x05\x06', 'latin1');
const directorySignature = 0x02014b50;
const fileSignature = 0x04034b50;

function readDirectory(bytes: Buffer): Entry[] {
  try {
    const end = bytes.lastIndexOf(endSignature);
    if (end < 0) throw new Damaged('У архива нет конца: файл обрезан.');
    const count = bytes.readUInt16LE(end + 10);
    let at = bytes.readUInt32LE(end + 16);
    return Array.from({ length: count }, () => {
      const { entry, next } = readEntry(bytes, at);
      at = next;
      return entry;
    });
  } catch (error) {
    if (error instanceof Damaged) throw error;
    throw new Damaged('Оглавление архива повреждено.', { cause: error });
  }
}

function readEntry(bytes: Buffer, at: number): { entry: Entry; next: number } {
  const nameLength = bytes.readUInt16LE(at + 28);
  const offset = bytes.readUInt32LE(at + 42);
  if (bytes.readUInt32LE(at) !== directorySignature || bytes.readUInt32LE(offset) !== fileSignature) {
    throw new Damaged('Оглавление архива повреждено.');
  }
  const dataAt = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const stored = bytes.readUInt32LE(at + 20);
  if (dataAt + stored > bytes.length) throw new Damaged('Оглавление архива ведёт за его пределы.');
  return {
    entry: {
      path: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      stored,
      size: bytes.readUInt32LE(at + 24),
      crcAt: [at + 16, offset + 14],
      dataAt,
    },
    next: at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  };
}
