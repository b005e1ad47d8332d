import type { FastifyRequest } from 'fastify';
import { malformed, Problem, tooLarge, unsupportedMediaType } from './problem.ts';
import type { UploadedFile } from './route.ts';

const maxFiles = 200;
/** Other fields are kept until the form ends, so they are few and short. */
const maxFields = 50;
const maxFieldBytes = 16 * 1024;

/** Reads the files of a multipart body into memory; other form fields are skipped. */
export async function readUploads(request: FastifyRequest, maxFileBytes: number): Promise<UploadedFile[]> {
  if (!request.isMultipart()) {
    throw unsupportedMediaType('Отправьте файлы формой multipart/form-data, поле «file».');
  }
  const files: UploadedFile[] = [];
  let total = 0;
  const megabytes = Math.floor(maxFileBytes / 1024 / 1024);
  const limits = { fileSize: maxFileBytes, files: maxFiles, fields: maxFields, fieldSize: maxFieldBytes };
  try {
    for await (const part of request.files({ limits })) {
      const bytes = await part.toBuffer();
      total += bytes.length;
      if (total > maxFileBytes * 2) {
        throw tooLarge(`Вместе файлы больше ${megabytes * 2}\u00a0МБ. Загрузите их по частям.`);
      }
      files.push({ name: cleanName(part.filename), mimeType: part.mimetype, bytes });
    }
  } catch (error) {
    throw explain(error, megabytes);
  }
  if (files.length === 0) {
    throw new Problem(422, 'file_missing', 'В форме нет файлов. Добавьте файл в поле «file».');
  }
  return files;
}

/** Longer names are cut at their beginning: the end tells what the file is. */
const maxNameLength = 255;

/** Names come from other systems: without control characters, letters composed («й» as one). */
function cleanName(name: string): string {
  return name
    .replaceAll(/\p{Cc}/gu, '')
    .normalize('NFC')
    .slice(-maxNameLength)
    .toWellFormed();
}

function explain(error: unknown, megabytes: number): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') {
    return tooLarge(
      `Файл больше ${megabytes}\u00a0МБ. Разделите его или попросите администратора поднять предел.`,
    );
  }
  if (code === 'FST_FILES_LIMIT') return tooLarge(`За раз — не больше ${maxFiles} файлов.`);
  if (code === 'FST_FIELDS_LIMIT') return tooLarge(`Полей формы, кроме файлов, — не больше ${maxFields}.`);
  return error instanceof Problem ? error : malformed('Форма с файлами повреждена. Отправьте её ещё раз.');
}
