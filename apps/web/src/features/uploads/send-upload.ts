import { importDocuments, importUploaded, importUrl, uploadFile } from '@aizoomdoc/contracts';
import { client } from '#shared/api/client.ts';
import type { PickedFile } from './picked-file.ts';
import { forgetUnfinished } from './unfinished.ts';
import { createUploadFetch } from './upload-fetch.ts';
import type { ImportResult, Upload } from './upload-store.ts';

/** From this size on a file goes in pieces, which an interruption does not cost. */
const largeBytes = 8 * 1024 * 1024;
const readingTimeout = 600_000;

export const isLarge = ({ file }: PickedFile): boolean => file.size > largeBytes;

export interface Sending {
  signal: AbortSignal;
  password: string | undefined;
  /** Files that are with the server already, by path; filled as they come. */
  stored: Map<string, string>;
  onSent: (bytes: number) => void;
}

/** Brings an upload to the server and has it read. */
export async function sendUpload({ source, target }: Upload, sending: Sending): Promise<ImportResult> {
  const { signal, password } = sending;
  const options = {
    ...(target.id !== null && { parent_id: target.id }),
    ...(password !== undefined && { password }),
  };
  const controls = { signal, timeout: readingTimeout };
  if (source.kind === 'url')
    return client.call(importUrl, { body: { ...options, url: source.url }, ...controls });
  if (!source.files.some(isLarge)) {
    const size = totalSize(source.files);
    return client.call(importDocuments, {
      files: source.files.map(({ path, file }) => ({ name: path, data: file })),
      form: options,
      fetch: createUploadFetch((share) => sending.onSent(Math.round(share * size))),
      ...controls,
    });
  }
  const file_ids = await storeAll(source.files, sending);
  const result = await client.call(importUploaded, { body: { ...options, file_ids }, ...controls });
  for (const { file } of source.files) forgetUnfinished(file.name);
  return result;
}

/** One after another: the pieces of one file are enough for any line. */
async function storeAll(files: readonly PickedFile[], sending: Sending): Promise<string[]> {
  const ids: string[] = [];
  let before = 0;
  for (const picked of files) {
    const onSent = (bytes: number) => sending.onSent(before + bytes);
    const id = sending.stored.get(picked.path) ?? (await storeOne(picked, { ...sending, onSent }));
    sending.stored.set(picked.path, id);
    ids.push(id);
    before += picked.file.size;
    sending.onSent(before);
  }
  return ids;
}

async function storeOne(picked: PickedFile, { signal, onSent }: Sending): Promise<string> {
  const { file } = picked;
  if (isLarge(picked)) {
    const { sendResumably } = await import('./resumable.ts');
    return sendResumably(file, { onProgress: onSent, signal });
  }
  const stored = await client.call(uploadFile, {
    files: [{ name: file.name, data: file }],
    fetch: createUploadFetch((share) => onSent(Math.round(share * file.size))),
    signal,
    timeout: readingTimeout,
  });
  return stored.id;
}

export function totalSize(files: readonly PickedFile[]): number {
  return files.reduce((sum, { file }) => sum + file.size, 0);
}
