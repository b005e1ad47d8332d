import type { Box } from '@aizoomdoc/documents';
import type { PageWord } from '@aizoomdoc/documents/pdf';
import type { Database } from '#platform/db/database.ts';
import { type BlockRow, listBlockRows } from '../block-store.ts';
import type { PageRow } from '../page-store.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { createRecent } from '../pictures/recent.ts';
import { linesInside, mostSpans, type Span } from './lines-inside.ts';
import { areaOf, relativeTo, sharedArea } from './region.ts';

/** Text inside a region of a page, boxes relative to the region. */
export type PageText = (
  versionId: string,
  page: Pick<PageRow, 'number' | 'text_layer' | 'file_id' | 'file_page'>,
  region: Box,
  signal?: AbortSignal,
) => Promise<Span[]>;

/** Of a block, or of the region that it fills: as much must be inside. */
const mostOf = 0.5;

export function createPageText({ db, pictures }: { db: Database; pictures: Pictures }): PageText {
  const judged = createRecent<readonly PageWord[] | null>(6);

  /** Words that can be trusted as printed; `null` where the layer has none. */
  async function words(file: PictureFile, page: Parameters<PageText>[1], signal: AbortSignal | undefined) {
    const { text_layer, file_page } = page;
    if (file_page === null || text_layer === 'broken' || text_layer === 'none') return null;
    const content = await pictures.content(file, file_page, signal);
    if (content === null || text_layer === 'recognised') return null;
    if (text_layer === 'good') return content.words;
    return judged.get(`${file.id} ${file_page}`, () => putRight(content.words, text_layer === 'repaired'));
  }

  /** Where the page has no letters of its own, what the bundle or OCR says stands there. */
  async function blocksInside(versionId: string, page: number, region: Box): Promise<Span[]> {
    const rows = await listBlockRows(db.executor, versionId, { page, limit: mostSpans, after: null });
    return rows.flatMap((row) => {
      const { bbox } = row;
      if (bbox === null) return [];
      const shared = sharedArea(bbox, region);
      const isInside = shared > 0 && (shared >= areaOf(bbox) * mostOf || shared >= areaOf(region) * mostOf);
      const text = printedText(row);
      return isInside && text !== '' ? [{ text, bbox: relativeTo(region, bbox) }] : [];
    });
  }

  return async (versionId, page, region, signal) => {
    const [file] = page.file_id === null ? [] : await findPictureFiles(db.executor, [page.file_id]);
    const layer = file && (await words(file, page, signal));
    return layer ? linesInside(layer, region) : blocksInside(versionId, page.number, region);
  };
}

/** What is printed in a block; empty where its text is a description of a picture, or garbled. */
export function printedText(
  row: Pick<BlockRow, 'kind' | 'text' | 'text_source' | 'reread_text' | 'flags'>,
): string {
  if (row.reread_text !== null) return row.reread_text.trim();
  const isDescribed = row.kind === 'image' && row.text_source !== 'ocr';
  return isDescribed || row.flags.includes('broken_text') ? '' : row.text.trim();
}

async function putRight(words: readonly PageWord[], isDamaged: boolean): Promise<readonly PageWord[] | null> {
  const { judgeTextLayer } = await import('@aizoomdoc/documents/text-layer');
  const hints = isDamaged ? { document: ['wrong_encoding', 'letter_spaced', 'lost_spaces'] as const } : {};
  const judgement = judgeTextLayer(words, hints);
  return judgement.quality === 'good' || judgement.quality === 'repaired' ? judgement.words : null;
}
