import { open } from 'node:fs/promises';
import { fileFormat, formatBytes } from '@aizoomdoc/documents/file-format';
import { unsupportedMediaType } from '#platform/http/problem.ts';

export interface NamedFile {
  name: string;
  mimeType: string;
  /** Without the dot. */
  extension: string;
}

/** Endings that say what a file is; any other may be a part of its name: «АР_изм.7». */
const knownEndings =
  /\.(?:pdf|zip|docx?|xlsx?|html?|xhtml|json|md|markdown|txt|text|png|jpe?g|webp|tiff?|gif|bmp)$/i;

/** What a file is by its content, and its name with an ending that says so. @throws 415 */
export async function nameByContent({ name, path }: { name: string; path: string }): Promise<NamedFile> {
  const format = await fileFormat(name, await readHead(path));
  if ('refused' in format) {
    throw unsupportedMediaType(
      `Файл «${name.slice(-100)}» не принят: это ${format.refused}. Подходят PDF, DOCX, HTML, JSON, Markdown, текст, картинки и ZIP.`,
    );
  }
  const { mimeType, extensions } = format;
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const suits = extensions.some((extension) => extension === ending);
  const stem = name.replace(knownEndings, '').slice(-240);
  return {
    name: suits ? name : `${stem}.${extensions[0]}`,
    mimeType,
    extension: suits ? ending : extensions[0],
  };
}

async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(formatBytes), 0, formatBytes, 0);
  return buffer.subarray(0, bytesRead);
}
