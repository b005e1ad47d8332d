import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import type { ReportEntry } from '../model.ts';
import { entryName, megabytes, openArchive } from './archive.ts';
import { fileKind } from './kind.ts';
import type { InputFile, ReaderLimits } from './types.ts';

/** Files with those of archives in place of the archives. */
export interface Unpacked {
  /** Given files that are no archives. */
  plain: InputFile[];
  /** Files out of archives; a name starts with its archive's: «комплект.zip/АР4_document.md». */
  unpacked: InputFile[];
  report: ReportEntry[];
}

/** An archive in an archive is opened, one inside that is not. */
const MAX_DEPTH = 2;
/** Below this size, of all such files together, a high ratio is only a file of one letter. */
const RATIO_MATTERS = 16 * 1024 * 1024;
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|\._[^/]*$)/iu;

/** Opens the archives among the files, within the limits; what may not or cannot be unpacked is in the report. */
export async function unpack(
  files: readonly InputFile[],
  limits: ReaderLimits,
  signal?: AbortSignal,
): Promise<Unpacked> {
  const unpacking = new Unpacking(limits, signal);
  for (const file of files) await unpacking.take(file, 0);
  return unpacking.result;
}

class Unpacking {
  readonly result: Unpacked = { plain: [], unpacked: [], report: [] };
  private readonly limits: ReaderLimits;
  private readonly signal: AbortSignal | undefined;
  private bytes = 0;
  /** Of them what hardly took any place in its archive. */
  private blownUpBytes = 0;

  constructor(limits: ReaderLimits, signal: AbortSignal | undefined) {
    this.limits = limits;
    this.signal = signal;
  }

  async take(file: InputFile, depth: number): Promise<void> {
    this.signal?.throwIfAborted();
    if (LITTER.test(file.name)) return;
    const isArchive = (await fileKind(file.name, file.bytes)).type === 'zip';
    if (isArchive && depth < MAX_DEPTH) return this.open(file, depth);
    if (isArchive) {
      return this.remark(
        file.name,
        'nested_archive',
        'Архив лежит в архиве внутри другого архива и не открыт. Распакуйте его и загрузите отдельно.',
      );
    }
    if (file.bytes.length > this.limits.maxFileBytes) return this.remarkLarge(file.name);
    if (this.result.plain.length + this.result.unpacked.length >= this.limits.maxFiles) {
      return this.remark(
        file.name,
        'too_many_files',
        `Файлов больше ${this.limits.maxFiles}; этот не прочитан. Загрузите его отдельно.`,
      );
    }
    (depth === 0 ? this.result.plain : this.result.unpacked).push(file);
  }

  private async open(file: InputFile, depth: number) {
    const { zip, entries, trouble } = await openArchive(file.bytes, this.limits);
    if (zip === null) return this.remark(file.name, 'bad_archive', trouble ?? '', 'error');
    const names = new Set<string>();
    for (const entry of entries) {
      const inner = entryName(entry);
      if (inner.endsWith('/') || LITTER.test(inner)) continue;
      const name = `${file.name}/${inner}`;
      const reason = this.reasonAgainst(entry, inner) ?? (names.has(name) ? REPEATED : null);
      names.add(name);
      if (reason !== null) {
        this.remark(name, reason.code, reason.message);
        continue;
      }
      const bytes = await this.read(zip, entry, name);
      if (bytes !== null) await this.take({ name, bytes }, depth + 1);
    }
    if (names.size === 0)
      this.remark(file.name, 'empty_archive', 'В архиве нет файлов. Проверьте, тот ли архив выбран.');
  }

  private reasonAgainst(entry: Entry, inner: string): Reason | null {
    if (/(?:^|\/)\.\.(?:\/|$)|^\/|^[a-z]:/iu.test(inner)) return UNSAFE_NAME;
    if (entry.isEncrypted()) return ENCRYPTED;
    if (entry.uncompressedSize > this.limits.maxFileBytes) return tooLarge(this.limits);
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    const isBlownUp = ratio > this.limits.maxRatio;
    if (isBlownUp && this.blownUpBytes + entry.uncompressedSize > RATIO_MATTERS) return BOMB;
    if (this.bytes + entry.uncompressedSize > this.limits.maxTotalBytes) return totalTooLarge(this.limits);
    if (isBlownUp) this.blownUpBytes += entry.uncompressedSize;
    return null;
  }

  /** The directory may lie about sizes, so what comes out is counted too. */
  private async read(zip: ZipFile, entry: Entry, name: string): Promise<Uint8Array | null> {
    try {
      const bytes = await collect(
        await zip.openReadStreamPromise(entry),
        entry.uncompressedSize,
        this.signal,
      );
      this.bytes += bytes.length;
      return bytes;
    } catch (error) {
      this.signal?.throwIfAborted();
      const unknown = error instanceof Error && /compression method/iu.test(error.message);
      const why = unknown ? 'сжат неизвестным способом' : 'повреждён';
      this.remark(
        name,
        'damaged_entry',
        `Файл в архиве ${why} и не прочитан. Упакуйте его заново в ZIP.`,
        'error',
      );
      return null;
    }
  }

  private remarkLarge(name: string) {
    const { code, message } = tooLarge(this.limits);
    this.remark(name, code, message);
  }

  private remark(file: string, code: string, message: string, severity: ReportEntry['severity'] = 'warning') {
    this.result.report.push({ file, line: null, severity, code, message });
  }
}

interface Reason {
  code: string;
  message: string;
}

const UNSAFE_NAME: Reason = {
  code: 'unsafe_name',
  message: 'Имя файла в архиве ведёт за его пределы; файл не прочитан. Упакуйте файлы заново.',
};
const ENCRYPTED: Reason = {
  code: 'encrypted_archive',
  message: 'Файл в архиве закрыт паролем. Упакуйте его без пароля и загрузите снова.',
};
const BOMB: Reason = {
  code: 'archive_bomb',
  message: 'Файл в архиве распаковывается в неправдоподобно большой и не прочитан. Загрузите его без архива.',
};
const REPEATED: Reason = {
  code: 'repeated_name',
  message: 'Файл с таким именем в архиве уже был; прочитан первый. Переименуйте второй.',
};
const tooLarge = ({ maxFileBytes }: ReaderLimits): Reason => ({
  code: 'file_too_large',
  message: `Файл больше ${megabytes(maxFileBytes)} МБ и не прочитан. Разделите его на части.`,
});
const totalTooLarge = ({ maxTotalBytes }: ReaderLimits): Reason => ({
  code: 'archive_too_large',
  message: `Файлов больше ${megabytes(maxTotalBytes)} МБ в распакованном виде; этот не прочитан. Загрузите его отдельно.`,
});

async function collect(
  stream: Readable,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    signal?.throwIfAborted();
    const part = chunk as Buffer;
    length += part.length;
    if (length > limit) {
      stream.destroy();
      throw new Error('more bytes than promised');
    }
    chunks.push(part);
  }
  return new Uint8Array(Buffer.concat(chunks, length));
}
