import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { ReaderLimits } from './types.ts';

/** What the directory of an archive promises. */
export interface Archive {
  zip: ZipFile | null;
  entries: Entry[];
  /** Why it is refused, in Russian; `null` where it is not. */
  trouble: string | null;
}

const UTF8_NAMES = 0x800;

/** Reads the directory of a zip and holds it against the limits before a byte is unpacked. */
export async function openArchive(bytes: Uint8Array, limits: ReaderLimits): Promise<Archive> {
  let zip: ZipFile;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
  } catch {
    return refused('Архив повреждён и не открывается. Упакуйте файлы заново в ZIP.');
  }
  const entries: Entry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      total += entry.uncompressedSize;
      if (entries.length > limits.maxFiles)
        return refused(`В архиве больше ${limits.maxFiles} файлов. Разделите его на части.`);
      if (total > limits.maxTotalBytes)
        return refused(
          `В архиве больше ${megabytes(limits.maxTotalBytes)} МБ в распакованном виде. Разделите его на части.`,
        );
    }
  } catch {
    return refused('Оглавление архива повреждено. Упакуйте файлы заново в ZIP.');
  }
  return { zip, entries, trouble: null };
}

/** Unpacks everything and keeps nothing: the directory may lie about sizes, and what opens the archive next may believe it. */
export async function verifyArchive({ zip, entries }: Archive, signal: AbortSignal): Promise<boolean> {
  try {
    for (const entry of entries) {
      signal.throwIfAborted();
      if (zip === null || entry.isEncrypted()) return false;
      const stream = await zip.openReadStreamPromise(entry);
      for await (const _ of stream) signal.throwIfAborted();
    }
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

export const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);

const refused = (trouble: string): Archive => ({ zip: null, entries: [], trouble });

/**
 * The name of an entry. Windows packs Russian names in CP866 without saying so; the format's own CP437 would make of them what nobody can read.
 */
export function entryName(entry: Entry): string {
  const bytes = entry.fileNameRaw;
  const flagged = (entry.generalPurposeBitFlag & UTF8_NAMES) !== 0;
  const unicode = entry.extraFields.some(({ id }) => id === 0x7075);
  if (flagged || unicode)
    return getFileNameLowLevel(entry.generalPurposeBitFlag, bytes, entry.extraFields, false);
  if (bytes.every((byte) => byte < 0x80)) return bytes.toString('latin1').replaceAll('\\', '/');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\\', '/');
  } catch {
    return new TextDecoder('ibm866').decode(bytes).replaceAll('\\', '/');
  }
}
