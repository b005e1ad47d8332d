import type { Block, Document, SearchResult } from '@aizoomdoc/contracts';
import type { SearchHit } from '@aizoomdoc/documents';
import type { z } from 'zod';
import type { BlockRow } from './block-store.ts';
import type { DocumentRow } from './document-store.ts';
import type { Addresses } from './iiif/addresses.ts';
import { withMargin } from './views/region.ts';

export type PresentedDocument = z.input<typeof Document>;
export type PresentedBlock = z.input<typeof Block>;
export type PresentedHit = z.input<typeof SearchResult>;

/** What a block is presented with. */
export interface BlockContext {
  document: Pick<DocumentRow, 'id' | 'title'>;
  version: number;
  addresses: Addresses;
}

export function presentDocument(row: DocumentRow): PresentedDocument {
  return {
    id: row.id,
    title: row.title,
    name: row.cipher ?? row.stem,
    cipher: row.cipher,
    stage: row.stage,
    object: row.object,
    organisation: row.organisation,
    project_id: row.project_id,
    owner_id: row.owner_id,
    is_demo: row.is_demo,
    version: row.current_version,
    version_label: row.label,
    page_count: row.page_count,
    block_count: row.block_count,
    status: row.status,
    progress:
      row.work === null ? null : { stage: row.work, done: row.progress_done, total: row.progress_total },
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? row.error_code },
    has_pictures: row.has_pictures,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function presentBlock(row: BlockRow, { document, version, addresses }: BlockContext): PresentedBlock {
  return {
    block_id: row.code,
    document_id: document.id,
    document_title: document.title,
    version,
    page: row.page,
    sheet: row.sheet,
    sheet_title: row.sheet_title,
    kind: row.kind,
    bbox: row.bbox,
    text: row.text,
    tables: row.tables.map(({ title, header, rows }) => ({ title, header, rows })),
    linked_block_id: row.linked_code,
    polygon: row.polygon,
    category: row.category,
    group: row.group_name,
    text_source: row.text_source,
    confidence: row.confidence,
    flags: row.flags,
    reread:
      row.reread_text === null || row.reread_at === null
        ? null
        : {
            text: row.reread_text,
            confidence: row.reread_confidence,
            created_at: row.reread_at.toISOString(),
          },
    picture_url: pictureUrl(row, addresses),
  };
}

/** Longest side of a block's picture, pixels. */
const pictureSide = 1600;
const pictureMargin = 0.05;

/** The place of the block on its page, else its own picture. */
function pictureUrl(
  { bbox, file_id, file_page, crop_file_id }: BlockRow,
  addresses: Addresses,
): string | null {
  const size = `!${pictureSide},${pictureSide}/0/default.png`;
  if (file_id !== null && file_page !== null && bbox !== null) {
    const [x0, y0, x1, y1] = withMargin(bbox, pictureMargin);
    const region = [x0, y0, x1 - x0, y1 - y0].map((share) => Number((share * 100).toFixed(4)));
    return `${addresses.imageUrl({ fileId: file_id, page: file_page })}/pct:${region.join(',')}/${size}`;
  }
  return crop_file_id === null
    ? null
    : `${addresses.imageUrl({ fileId: crop_file_id, page: 1 })}/full/${size}`;
}

export function presentHit(hit: SearchHit, documentTitle: string): PresentedHit {
  return {
    document_id: hit.documentId,
    document_title: documentTitle,
    version: hit.version,
    block_id: hit.code,
    page: hit.page,
    sheet: hit.sheet,
    kind: hit.kind,
    score: hit.score,
    match: hit.match,
    snippet: hit.snippet,
    highlights: hit.highlights,
  };
}
