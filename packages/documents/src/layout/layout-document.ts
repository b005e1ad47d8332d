import { madeBlockCode } from '../bundle/block-code.ts';
import { findTables, toTableModel } from '../bundle/tables.ts';
import type { BlockModel, DocumentModel, DocumentStamp, PageModel, SheetModel } from '../model.ts';
import type { PageContent } from '../pdf/page-content.ts';
import { emptyMemory, layoutPages } from './layout-pages.ts';
import type { OcrNeed, OutlineEntry, PageBlock, PagesLayout } from './types.ts';

export interface LayoutOptions {
  /** SHA-256 of the file: the same bytes give the same block codes. */
  bytesHash: string;
  title: string;
  outline?: readonly OutlineEntry[];
}

export interface DocumentLayout {
  model: DocumentModel;
  needsOcr: OcrNeed[];
  report: PagesLayout['report'];
}

/** Lays out a document whose pages are all at hand; of a long one, use {@link assembleDocument} with its parts. */
export function layoutDocument(pages: readonly PageContent[], options: LayoutOptions): DocumentLayout {
  return assembleDocument([layoutPages(pages, emptyMemory)], options);
}

/** Joins laid out parts, in the order of pages, to a document with block codes, sheets and stamp. */
export function assembleDocument(parts: readonly PagesLayout[], options: LayoutOptions): DocumentLayout {
  const pages = parts.flatMap((part) => part.pages);
  nameByOutline(pages, options.outline ?? []);
  const sheets = new Map(pages.map((page) => [page.number, page.sheet]));
  const taken = new Set<string>();
  const blocks = parts
    .flatMap((part) => part.blocks)
    .map((block) => codedBlock(block, { options, taken, sheets }));
  return {
    model: {
      title: options.title,
      generatedAt: null,
      stamp: majorityStamp(pages),
      pages,
      sheets: pages.flatMap(sheetOf),
      blocks,
    },
    needsOcr: parts.flatMap((part) => part.needsOcr),
    report: parts.flatMap((part) => part.report),
  };
}

interface Coding {
  options: LayoutOptions;
  taken: Set<string>;
  sheets: Map<number, string | null>;
}

function codedBlock(block: PageBlock, { options, taken, sheets }: Coding): BlockModel {
  const seed = [options.bytesHash, block.page, block.kind, ...block.bbox.map((edge) => edge.toFixed(4))].join(
    '\n',
  );
  const code = madeBlockCode(seed, (made) => taken.has(made));
  taken.add(code);
  return {
    code,
    sheet: sheets.get(block.page) ?? null,
    tables: block.kind === 'image' ? [] : findTables(block.text).map(toTableModel),
    polygon: null,
    group: null,
    linkedCode: null,
    cropUrl: null,
    ...block,
  };
}

/** A page without a stamp is named by the first bookmark that leads to it. */
function nameByOutline(pages: readonly PageModel[], outline: readonly OutlineEntry[]): void {
  const titles = new Map<number, string>();
  for (const { page, title, level } of outline) {
    if (page !== null && level <= 2 && !titles.has(page)) titles.set(page, title);
  }
  for (const page of pages) page.sheetTitle ??= titles.get(page.number) ?? null;
}

function sheetOf({ stamp, number }: PageModel): SheetModel[] {
  if (stamp === null || stamp.sheet === null) return [];
  return [{ number: stamp.sheet, total: stamp.total, title: stamp.title, page: number }];
}

/** What most stamps say. */
function majorityStamp(pages: readonly PageModel[]): DocumentStamp {
  const most = (field: keyof DocumentStamp): string | null => {
    const votes = new Map<string, number>();
    for (const { stamp } of pages) {
      const value = stamp?.[field] ?? null;
      if (value !== null) votes.set(value, (votes.get(value) ?? 0) + 1);
    }
    return [...votes].reduce<[string | null, number]>(
      (best, vote) => (vote[1] > best[1] ? vote : best),
      [null, 0],
    )[0];
  };
  return {
    cipher: most('cipher'),
    stage: most('stage'),
    object: most('object'),
    organisation: most('organisation'),
  };
}
