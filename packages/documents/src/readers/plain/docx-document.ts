import mammoth from 'mammoth';
import { readHtml } from '../../html/html-to-markdown.ts';
import type { DocumentModel } from '../../model.ts';
import { openArchive } from '../archive.ts';
import type { ReaderLimits } from '../types.ts';
import { type PlainOptions, piecesDocument } from './plain-document.ts';

/** A Word document by way of HTML: headings, numbered lists, tables. Its pictures are reported, for they have no page to be shown on. */
export async function docxDocument(
  bytes: Uint8Array,
  options: PlainOptions,
  limits: ReaderLimits,
): Promise<DocumentModel | null> {
  const { reporter } = options;
  // Word files are archives, and a bomb is one too: its sizes are checked before anything unpacks it.
  const trouble = await openArchive(bytes, limits).then(({ trouble }) => trouble);
  if (trouble !== null) {
    reporter.add({ severity: 'error', code: 'damaged_docx', line: null, message: trouble });
    return null;
  }
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
  if (html === null) {
    reporter.add({
      severity: 'error',
      code: 'damaged_docx',
      line: null,
      message:
        'Документ Word не открывается: файл повреждён или защищён паролем. Сохраните его заново в DOCX или PDF.',
    });
    return null;
  }
  if (pictures > 0) {
    reporter.add({
      severity: 'warning',
      code: 'pictures_left_out',
      line: null,
      message: `Рисунки документа Word не прочитаны: ${pictures}. Если они важны, сохраните документ в PDF и загрузите его.`,
    });
  }
  return piecesDocument(readHtml(html).pieces, null, options);
}
