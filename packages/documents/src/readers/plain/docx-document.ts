import mammoth from 'mammoth';
import { readHtml } from '../../html/html-to-markdown.ts';
import type { DocumentModel } from '../../model.ts';
import { openArchive, verifyArchive } from '../archive.ts';
import type { ReaderLimits } from '../types.ts';
import { type PlainOptions, piecesDocument, remarkPictures } from './plain-document.ts';

/** Its text becomes a tree many times this size. */
const MAX_UNPACKED = 128 * 1024 * 1024;
const DAMAGED =
  'Документ Word не открывается: файл повреждён или защищён паролем. Сохраните его заново в DOCX или PDF.';

/** A Word document by way of HTML: headings, numbered lists, tables. Its pictures are reported, for they have no page to be shown on. */
export async function docxDocument(
  bytes: Uint8Array,
  options: PlainOptions,
  { limits, signal }: { limits: ReaderLimits; signal: AbortSignal },
): Promise<DocumentModel | null> {
  const { reporter } = options;
  const refuse = (message: string) => {
    reporter.add({ severity: 'error', code: 'damaged_docx', line: null, message });
    return null;
  };
  const archive = await openArchive(bytes, {
    ...limits,
    maxTotalBytes: Math.min(limits.maxTotalBytes, MAX_UNPACKED),
  });
  if (archive.trouble !== null) return refuse(`Документ Word не открывается. ${archive.trouble}`);
  if (!(await verifyArchive(archive, signal))) return refuse(DAMAGED);
  let pictures = 0;
  const html = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => {
          pictures += 1;
          return Promise.resolve({ src: '' });
        }),
      },
    )
    .then((result) => result.value)
    .catch(() => null);
  if (html === null) return refuse(DAMAGED);
  remarkPictures(reporter, pictures);
  return piecesDocument(readHtml(html).pieces, null, options);
}
