import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Incoming } from '#platform/incoming.ts';
import { malformed, Problem, tooLarge, unsupportedMediaType } from './problem.ts';
import type { UploadedFile } from './route.ts';

const maxFiles = 200;
/** Other fields are kept until the form ends, so they are few and short. */
const maxFields = 50;
const maxFieldBytes = 16 * 1024;
/** All files of one form together, in largest files. */
const maxTotal = 4;

/** What a form held; its files are dropped by whoever read it, when the request ends. */
export interface Uploads {
  files: UploadedFile[];
  /** Text fields; of several with one name the last. */
  fields: Record<string, string>;
}

export const noUploads: Uploads = { files: [], fields: {} };

/** Reads a multipart body, its files straight to disk, their names with the folders that were sent; when it fails, none of them stays. */
export async function readUploads(
  request: FastifyRequest,
  { incoming, maxFileBytes }: { incoming: Incoming; maxFileBytes: number },
): Promise<Uploads> {
  if (!request.isMultipart()) {
    throw unsupportedMediaType('Отправьте файлы формой multipart/form-data, поле «file».');
  }
  const uploads: Uploads = { files: [], fields: {} };
  const limits = { fileSize: maxFileBytes, files: maxFiles, fields: maxFields, fieldSize: maxFieldBytes };
  try {
    for await (const part of request.parts({ limits, preservePath: true })) {
      if (part.type === 'field') uploads.fields[part.fieldname] = textOf(part.value);
      else uploads.files.push(await receive(part, incoming));
      checkSize(part, uploads.files, maxFileBytes);
    }
    if (uploads.files.length === 0) {
      throw new Problem(422, 'file_missing', 'В форме нет файлов. Добавьте файл в поле «file».');
    }
    return uploads;
  } catch (error) {
    await dropUploads(uploads, incoming);
    throw explain(error);
  }
}

export async function dropUploads({ files }: Uploads, incoming: Incoming): Promise<void> {
  await Promise.all(files.map((file) => incoming.drop(file)));
}

async function receive(part: MultipartFile, incoming: Incoming): Promise<UploadedFile> {
  const file = await incoming.receive(part.file);
  return { ...file, name: cleanName(part.filename), mimeType: part.mimetype };
}

function checkSize(part: Multipart, files: UploadedFile[], maxFileBytes: number) {
  const megabytes = maxFileBytes / 1024 / 1024;
  if (part.type === 'file' && part.file.truncated) throw fileTooLarge(maxFileBytes);
  if (files.at(-1)?.name === '')
    throw malformed('У файла в форме нет имени. Назовите его и отправьте снова.');
  if (files.reduce((sum, file) => sum + file.size, 0) > maxFileBytes * maxTotal) {
    throw tooLarge(`Вместе файлы больше ${megabytes * maxTotal}\u00a0МБ. Загрузите их по частям.`);
  }
}

export function fileTooLarge(maxFileBytes: number): Problem {
  const megabytes = Math.floor(maxFileBytes / 1024 / 1024);
  return tooLarge(
    `Файл больше ${megabytes}\u00a0МБ. Разделите его или попросите администратора поднять предел (MAX_FILE_SIZE_MB).`,
  );
}

/** A field sent as JSON arrives parsed. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Longer names are cut at their beginning: the end tells what the file is. */
const maxNameLength = 255;

/** Names come from other systems: without control characters, letters composed («й» as one). */
export function cleanName(name: string): string {
  return name
    .replaceAll(/\p{Cc}/gu, '')
    .normalize('NFC')
    .slice(-maxNameLength)
    .toWellFormed();
}

function explain(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_FILES_LIMIT') return tooLarge(`За раз — не больше ${maxFiles} файлов.`);
  if (code === 'FST_FIELDS_LIMIT') return tooLarge(`Полей формы, кроме файлов, — не больше ${maxFields}.`);
  const isOurs = error instanceof Problem || (error as { syscall?: string }).syscall !== undefined;
  return isOurs ? error : malformed('Форма с файлами повреждена. Отправьте её ещё раз.');
}
