import { fileTypeFromBuffer } from 'file-type';
import type { PartKind } from '../bundle/merge-sources.ts';
import { isOcrHtml } from '../bundle/ocr-html.ts';
import { isPreparedText } from '../bundle/prepared-text.ts';

/** What a file holds, by its content. */
export type FileKind =
  /** What a text is shows when it is decoded. */
  { type: 'pdf' | 'docx' | 'zip' | 'image' | 'text' } | { type: 'refused'; what: string };

const IMAGES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/tiff', 'image/gif', 'image/bmp']);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['xlsx', 'таблица Excel'],
  ['pptx', 'презентация PowerPoint'],
  ['cfb', 'документ старого Office'],
  ['rar', 'архив RAR'],
  ['7z', 'архив 7-Zip'],
  ['gz', 'архив gzip'],
  ['dwg', 'чертёж DWG'],
  ['rtf', 'документ RTF'],
]);

/** The kind of a file by its first bytes; its name only tells texts apart. */
export async function fileKind(name: string, bytes: Uint8Array): Promise<FileKind> {
  if (isPdf(bytes)) return { type: 'pdf' };
  if (startsWith(bytes, 'AC10')) return { type: 'refused', what: 'чертёж DWG' };
  const found = await fileTypeFromBuffer(bytes.subarray(0, 1024 * 1024)).catch(() => undefined);
  if (found === undefined) return startsWith(bytes, 'PK\u0005\u0006') ? { type: 'zip' } : { type: 'text' };
  if (found.mime === DOCX) return { type: 'docx' };
  if (found.mime === 'application/zip') return isDocxName(name) ? { type: 'docx' } : { type: 'zip' };
  if (IMAGES.has(found.mime)) return { type: 'image' };
  if (found.mime.startsWith('text/') || found.mime.endsWith('xml')) return { type: 'text' };
  return { type: 'refused', what: NAMES.get(found.ext) ?? `файл вида ${found.ext}` };
}

/** A PDF may have up to a kilobyte of anything before its mark. */
function isPdf(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const at = head.indexOf('%PDF-');
  return at === 0 || (at > 0 && !/^\s*[#<{[]/u.test(head));
}

const startsWith = (bytes: Uint8Array, mark: string) =>
  [...mark].every((sign, at) => bytes[at] === sign.charCodeAt(0));

const isDocxName = (name: string) => /\.docx$/iu.test(name);

/** What a text is: a part of a bundle or a plain format. */
export type TextKind = PartKind | 'html' | 'json' | 'markdown';

/** By content first, for names get lost; the name decides where the content could be either. */
export function textKind(name: string, text: string): TextKind {
  const start = text.slice(0, 4096).trimStart();
  if (/^[{[]/u.test(start)) return jsonKind(name, text);
  if (isOcrHtml(text)) return 'ocr_html';
  if (/^#{1,6}[ \t]*block[ \t]*\[/imu.test(text) || /^#{1,3}[ \t]*страница[ \t]+№?[ \t]*\d/imu.test(text))
    return 'document';
  if (/^(?:<!doctype html|<html|<\?xml|<head|<body)/iu.test(start)) return 'html';
  if (isPreparedText(text)) return 'prepared';
  if (/\.(?:html?|xhtml)$/iu.test(name)) return 'html';
  if (/^<[a-z][a-z0-9]*(?:\s[^<>]*)?>/iu.test(start) && /<\/[a-z][a-z0-9]*>/iu.test(text)) return 'html';
  return 'markdown';
}

function jsonKind(name: string, text: string): TextKind {
  const sample = text.slice(0, 200_000);
  if (/"pages"[ \t\r\n]*:/u.test(sample) && /"(?:coords_norm|coords_px|page_number)"/u.test(sample)) {
    return /"(?:ocr_html|ocr_meta|ocr_json)"/u.test(sample) || /result[^/]*$/iu.test(name)
      ? 'result'
      : 'annotation';
  }
  if (/"blocks"[ \t\r\n]*:/u.test(sample) && /"page_index"/u.test(sample)) return 'blocks';
  if (/^\[/u.test(text.trimStart()) && !/\.json$/iu.test(name)) return 'markdown';
  if (/_annotation[^/]*\.json$/iu.test(name)) return 'annotation';
  return /_blocks[^/]*\.json$/iu.test(name) ? 'blocks' : 'json';
}
