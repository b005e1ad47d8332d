import { fileTypeFromBuffer } from 'file-type';
import { decodeText } from '../bundle/decode.ts';
import { createReporter } from '../bundle/report.ts';
import { fileKind, textKind } from './kind.ts';

/** What a file is, by its content. */
export type FileFormat =
  | {
      mimeType: string;
      /** Endings that suit it, the usual one first. */
      extensions: readonly [string, ...string[]];
    }
  /** Russian: «таблица Excel». */
  | { refused: string };

/** So much of a file tells what it is. */
export const formatBytes = 1024 * 1024;

const jpeg = { mimeType: 'image/jpeg', extensions: ['jpg', 'jpeg'] } as const;
const tiff = { mimeType: 'image/tiff', extensions: ['tif', 'tiff'] } as const;
const html = { mimeType: 'text/html', extensions: ['html', 'htm', 'xhtml'] } as const;
const json = { mimeType: 'application/json', extensions: ['json'] } as const;
const markdown = { mimeType: 'text/markdown', extensions: ['md', 'markdown'] } as const;
const plain = { mimeType: 'text/plain', extensions: ['txt', 'text'] } as const;
const binaryFormats = {
  pdf: { mimeType: 'application/pdf', extensions: ['pdf'] },
  zip: { mimeType: 'application/zip', extensions: ['zip'] },
  docx: {
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
  },
} as const;
const textFormats = {
  html,
  ocr_html: html,
  json,
  annotation: json,
  blocks: json,
  result: json,
} as const;

/** Tells a file by its first bytes (`formatBytes` are enough); the name only parts Markdown from plain text. */
export async function fileFormat(name: string, head: Uint8Array): Promise<FileFormat> {
  const kind = await fileKind(name, head);
  if (kind.type === 'refused') return { refused: kind.what };
  if (kind.type === 'image') return imageFormat(head);
  if (kind.type !== 'text') return binaryFormats[kind.type];
  const text = head.length === 0 ? '' : decodeText(head, createReporter(name));
  if (text === null) return { refused: 'двоичный файл' };
  const read = textKind(name, text);
  if (read in textFormats) return textFormats[read as keyof typeof textFormats];
  return /\.(?:md|markdown)$/iu.test(name) || read === 'document' || read === 'prepared' ? markdown : plain;
}

async function imageFormat(head: Uint8Array): Promise<FileFormat> {
  const found = await fileTypeFromBuffer(head);
  if (found?.mime === jpeg.mimeType) return jpeg;
  if (found?.mime === tiff.mimeType) return tiff;
  return found === undefined ? { refused: 'картинка' } : { mimeType: found.mime, extensions: [found.ext] };
}
