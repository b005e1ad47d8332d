import { openAsBlob } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer as Got } from '@aizoomdoc/client';
import { downloadFile, getFile, uploadFile } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { formatInstant, formatSize, formatTable } from '../format/text.ts';
import { flag, optional, required } from '../parameters.ts';
import { expectId } from '../references.ts';

/** Large files and slow lines: an upload or download may take this long. */
export const transferTimeout = 10 * 60_000;

const fileArgument = required('<file>', 'идентификатор файла');

function formatFile(file: Got<typeof getFile>): string {
  return formatTable([
    ['Файл', file.filename],
    ['Идентификатор', file.id],
    ['Размер', formatSize(file.size_bytes)],
    ['Тип', file.mime_type],
    ['SHA-256', file.sha256],
    ['Загружен', formatInstant(file.created_at)],
  ]);
}

/** A file of this computer, ready to be sent; it is read as it goes. @throws what opening a file throws */
export async function openUpload(file: string) {
  if ((await stat(file)).isDirectory()) {
    throw Object.assign(new Error('is a directory'), { code: 'EISDIR', path: file });
  }
  return { name: path.basename(file), data: await openAsBlob(file) };
}

const upload = defineCommand({
  path: 'file upload',
  summary: 'загрузить файл',
  details: 'Документы для вопросов загружает document import; файл прикрепляет к чату chat attach.',
  arguments: { path: required('<path>', 'путь к файлу') },
  async run({ client, environment, output }, { path: given }) {
    const file = await openUpload(path.resolve(environment.cwd, given));
    const connected = await client();
    output.status.show(`Загружаю ${file.name}`);
    const stored = await connected.call(uploadFile, { files: [file], timeout: transferTimeout });
    return { json: stored, text: formatFile(stored) };
  },
});

const get = defineCommand({
  path: 'file get',
  summary: 'сведения о файле',
  arguments: { file: fileArgument },
  async run({ client }, { file }) {
    const params = { file_id: expectId(file, 'Файл') };
    const found = await (await client()).call(getFile, { params });
    return { json: found, text: formatFile(found) };
  },
});

const download = defineCommand({
  path: 'file download',
  summary: 'скачать файл',
  arguments: {
    file: fileArgument,
    path: optional('[path]', 'куда; «-» — в stdout; обычно сюда под своим именем'),
  },
  options: { force: flag('--force', 'записать поверх того, что там есть') },
  async run({ client, environment, output }, { file, path: given, force }) {
    const params = { file_id: expectId(file, 'Файл') };
    const connected = await client();
    const { filename } = await connected.call(getFile, { params });
    const blob = await connected.download(downloadFile, { params, timeout: transferTimeout });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    if (given === '-') {
      output.bytes(bytes);
      return null;
    }
    // The name comes from somebody else: only its last part is a name here.
    const target = path.resolve(environment.cwd, given ?? path.basename(filename.replaceAll('\\', '/')));
    await writeNew(target, bytes, force);
    const size = formatSize(bytes.length);
    return { json: { ...params, path: target, size_bytes: bytes.length }, text: `${target} — ${size}` };
  },
});

/** Writes a file that is not there yet; over one that is only with `force`. */
export async function writeNew(target: string, bytes: Uint8Array, force: boolean): Promise<void> {
  try {
    await writeFile(target, bytes, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CliError('file_exists', `Файл уже есть: ${target}`, { hint: 'Записать поверх: --force' });
  }
}

export const fileCommands = [upload, get, download];
