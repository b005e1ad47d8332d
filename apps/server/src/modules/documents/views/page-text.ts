import type { Box } from '@aizoomdoc/documents';
import type { PageWord } from '@aizoomdoc/documents/pdf';
import type { Database } from '#platform/db/database.ts';
import { type BlockRow, listBlockRows } from '../block-store.ts';
import type { PageRow } from '../page-store.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { createRecent } from '../pictures/recent.ts';
import { findWords } from '../word-store.ts';
import { type LetteredPage, linesInside, mostSpans, type Span } from './lines-inside.ts';
import { areaOf, relativeTo, sharedArea } from './region.ts';
import { trustedWords } from './trusted-words.ts';

type ReadablePage = Pick<PageRow, 'number' | 'text_layer' | 'file_id' | 'file_page' | 'width' | 'height'>;

/** Text inside a region of a page, boxes relative to the region. */
export type PageText = (
  versionId: string,
  page: ReadablePage,
  region: Box,
  signal?: AbortSignal,
) => Promise<Span[]>;

/** Of a block, or of the region that it fills: as much must be inside. */
const mostOf = 0.5;

export function createPageText({ db, pictures }: { db: Database; pictures: Pictures }): PageText {
  const judged = createRecent<readonly PageWord[] | null>(6);

  /** Words that can be trusted as printed, or were recognised; `null` where the layer has none. */
  async function lettersOf(
    versionId: string,
    page: ReadablePage,
    signal: AbortSignal | undefined,
  ): Promise<LetteredPage | null> {
    if (page.text_layer === 'recognised') return recognised(versionId, page);
    const [file] = page.file_id === null ? [] : await findPictureFiles(db.executor, [page.file_id]);
    return file === undefined ? null : printed(file, page, signal);
  }

  async function recognised(versionId: string, { number, width, height }: ReadablePage) {
    const words = await findWords(db.executor, { versionId, page: number });
    if (words === null || width === null || height === null) return null;
    return { words, page: { width, height } };
  }

  async function printed(file: PictureFile, page: ReadablePage, signal: AbortSignal | undefined) {
    const { text_layer, file_page } = page;
    if (file_page === null || text_layer === 'broken' || text_layer === 'none') return null;
    const content = await pictures.content(file, file_page, signal);
    if (content === null || text_layer === 'good') return content;
    const words = await judged.get(`${file.id} ${file_page}`, () =>
      trustedWords(content.words, text_layer === 'repaired'),
    );
    return words && { ...content, words };
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
    const letters = await lettersOf(versionId, page, signal);
    return letters ? linesInside(letters, region) : blocksInside(versionId, page.number, region);
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
