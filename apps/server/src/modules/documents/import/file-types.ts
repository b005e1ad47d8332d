import { extname } from 'node:path';
import { baseName } from './source-file.ts';

/** Ends of names that the parts of a bundle have, with what the first generation calls them. */
const bundleParts: readonly [RegExp, string][] = [
  [/_annotation\.json$/i, 'annotation'],
  [/_result\.json$/i, 'result_json'],
  [/_blocks\.json$/i, 'blocks_index'],
  [/_ocr\.html?$/i, 'ocr_html'],
  [/_(document|result)\.md$/i, 'result_md'],
  [/\.md$/i, 'result_md'],
];

const mimeTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  md: 'text/markdown',
  txt: 'text/plain',
  html: 'text/html',
  htm: 'text/html',
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  gif: 'image/gif',
  bmp: 'image/bmp',
};

export interface FileType {
  /** `file_type` of the tree: pdf, annotation, ocr_html, result_json, result_md, blocks_index, crop, image, docx, … */
  fileType: string;
  mimeType: string | null;
}

/** What a file of a document is to it. */
export function fileTypeOf(name: string, { isPdf, isCrop }: { isPdf: boolean; isCrop: boolean }): FileType {
  const extension = extname(name).slice(1).toLowerCase();
  const mimeType = isPdf ? 'application/pdf' : (mimeTypes[extension] ?? null);
  if (isCrop) return { fileType: 'crop', mimeType };
  if (isPdf) return { fileType: 'pdf', mimeType };
  if (mimeType?.startsWith('image/')) return { fileType: 'image', mimeType };
  const part = bundleParts.find(([ending]) => ending.test(baseName(name)));
  return { fileType: part?.[1] ?? (extension || 'file'), mimeType };
}
