import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer as Got } from '@aizoomdoc/client';
import { importDocuments, importUploaded } from '@aizoomdoc/contracts';
import type { Context } from '../context.ts';
import { formatPercent, formatSize } from '../format/text.ts';
import { openUpload, transferTimeout } from './files.ts';
import type { LocalFile, Package } from './import-files.ts';

export type ImportResult = Got<typeof importDocuments>;

export interface ImportTarget {
  parent_id?: string | undefined;
  password?: string | undefined;
}

/** Up to so much goes in one request; more goes file by file, in pieces, and can be gone on with. */
const oneRequestBytes = 8 * 1024 * 1024;

/** Sends the files of a package and imports them; `note` begins what is said about the progress. */
export async function sendPackage(
  context: Context,
  { files }: Package,
  { target, note }: { target: ImportTarget; note: string },
): Promise<ImportResult> {
  const client = await context.client();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  context.output.status.show(note);
  if (total <= oneRequestBytes) {
    const uploads = await Promise.all(files.map((file) => openUpload(file.path)));
    return client.call(importDocuments, { files: uploads, form: target, timeout: transferTimeout });
  }
  const file_ids: string[] = [];
  let before = 0;
  for (const file of files) {
    const say = (sent: number) =>
      context.output.status.show(
        `${note} — ${formatPercent((before + sent) / total)} из ${formatSize(total)}`,
      );
    file_ids.push(await sendFile(context, file, say));
    before += file.size;
  }
  context.output.status.show(`${note} — сервер читает`);
  const result = await client.call(importUploaded, {
    body: { ...target, file_ids },
    timeout: transferTimeout,
  });
  for (const file of files) await rm(await ticketOf(context, file), { force: true });
  return result;
}

/** Goes on with an upload of the same file that was interrupted; its address is kept until the file is imported. */
async function sendFile(context: Context, file: LocalFile, say: (sent: number) => void): Promise<string> {
  const client = await context.client();
  const ticket = await ticketOf(context, file);
  const resume = await readFile(ticket, 'utf8').catch(() => undefined);
  const onStart = async (address: string) => {
    await mkdir(path.dirname(ticket), { recursive: true, mode: 0o700 });
    await writeFile(ticket, address, { mode: 0o600 });
  };
  const options = { resume, onStart, onProgress: say, timeout: transferTimeout };
  return client.uploadResumably(await openUpload(file.path), options);
}

/** Where the address of an upload is noted; another file, or a changed one, is another upload. */
async function ticketOf({ environment, session }: Context, file: LocalFile): Promise<string> {
  const { server } = await session();
  const key = [server, file.path, file.size, file.changedAt].join('\n');
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return path.join(environment.cacheDir, 'uploads', name);
}
