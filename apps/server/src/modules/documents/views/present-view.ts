import type { View as ViewContract } from '@aizoomdoc/contracts';
import type { Box } from '@aizoomdoc/documents';
import type { z } from 'zod';
import type { Span } from './lines-inside.ts';
import { onPage } from './region.ts';
import type { ViewRow } from './view-store.ts';
import type { ViewTarget } from './view-target.ts';

export type PresentedView = z.input<typeof ViewContract>;

const pointsPerInch = 72;

export interface ViewParts {
  row: ViewRow;
  target: ViewTarget;
  /** Width of the file's page as seen, in points. */
  pageWidth: number;
  spans: Span[];
  imageUrl: string;
}

export function presentView({ row, target, pageWidth, spans, imageUrl }: ViewParts): PresentedView {
  const { page, version } = target;
  const inches = ((row.bbox[2] - row.bbox[0]) * pageWidth) / pointsPerInch;
  return {
    view_id: row.id,
    parent_view_id: row.parent_id,
    chat_id: row.chat_id,
    document_id: version.document.id,
    version: version.number,
    page: row.page,
    sheet: page.sheet,
    block_id: row.block_code,
    kind: row.kind,
    width: row.width,
    height: row.height,
    dpi: Math.round((row.width / inches) * 10) / 10,
    shrink: row.shrink,
    bbox: boxOnPage(row, target),
    label: labelOf(row, page.sheet),
    image_url: imageUrl,
    spans,
  };
}

/** A crop lies where its block does; where that is may be unknown. */
function boxOnPage({ bbox }: ViewRow, { isCrop, block }: ViewTarget): Box | null {
  if (!isCrop) return bbox;
  return block?.bbox ? onPage(block.bbox, bbox) : null;
}

const number = new Intl.NumberFormat('ru', { maximumFractionDigits: 1 });

function labelOf({ block_code, page, id, shrink }: ViewRow, sheet: string | null): string {
  const place = sheet === null ? `стр.\u00a0${page}` : `стр.\u00a0${page}, лист\u00a0${sheet}`;
  return [
    ...(block_code === null ? [] : [`Блок ${block_code}`]),
    place,
    `вид ${id}`,
    shrink > 1 ? `уменьшено в\u00a0${number.format(shrink)}\u00a0раза` : 'без уменьшения',
  ].join(' · ');
}
