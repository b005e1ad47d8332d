import {
  type BlockModel,
  type DocumentModel,
  type PageModel,
  plainPage,
  type SheetModel,
} from '@aizoomdoc/documents';
import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import { type BlockTables, touchTexts } from './block-store.ts';
import { isFramed } from './work/frame-store.ts';

/** File that a page is drawn from, and how the page lies in it. */
export interface PagePicture {
  fileId: string;
  /** From 1. */
  filePage: number;
  width: number;
  height: number;
  rotation: number;
  userUnit: number;
  cropBox: number[] | null;
}

export interface Content {
  model: DocumentModel;
  /** By number of the page. */
  pictures: ReadonlyMap<number, PagePicture>;
  /** File that shows a block alone, by the block's code. */
  crops: ReadonlyMap<string, string>;
}

/** Between the first positions of two pages, so that a page can be read anew without moving the others. */
const positionsOfPage = 10_000;
/** Rows a statement; keeps parameters far under PostgreSQL's 65 535. */
const batch = 500;

const db = (executor: Executor) => tables<BlockTables>(executor);

async function inBatches<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += batch) await write(rows.slice(at, at + batch));
}

/** Writes the pages, sheets and blocks of a new version. */
export async function insertContent(executor: Executor, versionId: string, content: Content): Promise<void> {
  const { model, pictures, crops } = content;
  await insertPages(executor, versionId, { pages: model.pages, pictures });
  await addSheets(executor, versionId, model.sheets);
  await addBlocks(executor, versionId, {
    blocks: placed(model.blocks),
    crops,
  });
}

/** Pages of a new version that are known before they are read. */
export async function insertPages(
  executor: Executor,
  versionId: string,
  { pages, pictures }: { pages: readonly PageModel[]; pictures: ReadonlyMap<number, PagePicture> },
): Promise<void> {
  const rows = pages.map((page) => {
    const picture = pictures.get(page.number);
    return {
      id: newId(),
      version_id: versionId,
      number: page.number,
      sheet_title: page.sheetTitle,
      width: picture?.width ?? page.size?.width ?? null,
      height: picture?.height ?? page.size?.height ?? null,
      rotation: picture?.rotation ?? null,
      user_unit: picture?.userUnit ?? null,
      crop_box: picture?.cropBox ?? null,
      file_id: picture?.fileId ?? null,
      file_page: picture?.filePage ?? null,
      text_layer: page.textLayer,
      ocr: isUnread(page) && picture !== undefined ? ('needed' as const) : null,
      stamp: page.stamp && JSON.stringify(page.stamp),
    };
  });
  await inBatches(rows, (part) => db(executor).insertInto('pages').values(part).execute());
}

/** Pages as they were read, and which of them had better be recognised from their pictures. */
export interface ReadPages extends Pick<DocumentModel, 'pages' | 'sheets' | 'blocks'> {
  needsOcr: ReadonlySet<number>;
}

/** Fills pages that are there with what was read of them, in place of what was read before; what people drew stays. */
export async function fillPages(executor: Executor, versionId: string, read: ReadPages): Promise<void> {
  const pageIds = await idsOfPages(executor, versionId);
  const ids = read.pages.map((page) => idOf(pageIds, page.number));
  await db(executor)
    .deleteFrom('blocks')
    .where(sql<boolean>`page_id = any(${ids}::uuid[])`)
    .where(({ not }) => not(isFramed))
    .execute();
  for (const page of read.pages) await fillPage(executor, idOf(pageIds, page.number), { page, read });
  const taken = await db(executor)
    .selectFrom('sheets')
    .select('page_id')
    .where('version_id', '=', versionId)
    .execute();
  const named = new Set(taken.map(({ page_id }) => page_id));
  const news = read.sheets.filter(({ page }) => !named.has(idOf(pageIds, page)));
  await addSheets(executor, versionId, news);
  await addBlocks(executor, versionId, {
    blocks: placed(read.blocks, await lastPositions(executor, ids)),
    crops: new Map(),
  });
  await touchTexts(executor, versionId);
}

async function fillPage(
  executor: Executor,
  id: string,
  { page, read }: { page: PageModel; read: ReadPages },
): Promise<void> {
  await db(executor)
    .updateTable('pages')
    .set({
      text_layer: page.textLayer,
      ocr: read.needsOcr.has(page.number) ? 'needed' : page.textLayer === 'recognised' ? 'done' : null,
      ...(page.sheetTitle !== null && { sheet_title: page.sheetTitle }),
      ...(page.stamp !== null && { stamp: JSON.stringify(page.stamp) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Positions that are taken on pages, by number. */
async function lastPositions(executor: Executor, pageIds: readonly string[]): Promise<Map<number, number>> {
  const rows = await db(executor)
    .selectFrom('blocks as block')
    .innerJoin('pages as page', 'page.id', 'block.page_id')
    .select(['page.number', sql<number>`max(block.position)`.as('last')])
    .where(sql<boolean>`page.id = any(${pageIds}::uuid[])`)
    .groupBy('page.number')
    .execute();
  return new Map(rows.map(({ number, last }) => [number, last]));
}

/** Reading order with room after each page, so that one page can be read anew without moving the others. */
function placed(
  blocks: readonly BlockModel[],
  taken: ReadonlyMap<number, number> = new Map(),
): { block: BlockModel; position: number }[] {
  let last = -1;
  return blocks.map((block) => {
    const start = (taken.get(block.page) ?? block.page * positionsOfPage - 1) + 1;
    last = Math.max(last + 1, start);
    return { block, position: last };
  });
}

const isUnread = ({ textLayer }: PageModel) => textLayer === 'none' || textLayer === 'broken';

async function addSheets(
  executor: Executor,
  versionId: string,
  sheets: readonly SheetModel[],
): Promise<void> {
  const pageIds = await idsOfPages(executor, versionId);
  const rows = sheets.map(({ page, number, total, title }) => ({
    id: newId(),
    version_id: versionId,
    page_id: idOf(pageIds, page),
    number,
    total,
    title,
  }));
  await inBatches(rows, (part) => db(executor).insertInto('sheets').values(part).execute());
}

async function addBlocks(
  executor: Executor,
  versionId: string,
  {
    blocks,
    crops,
  }: { blocks: readonly { block: BlockModel; position: number }[]; crops: ReadonlyMap<string, string> },
): Promise<void> {
  const pageIds = await idsOfPages(executor, versionId);
  const sheetRows = await db(executor)
    .selectFrom('sheets')
    .select(['id', 'page_id', 'number'])
    .where('version_id', '=', versionId)
    .execute();
  const sheetIds = new Map(sheetRows.map((sheet) => [`${sheet.page_id} ${sheet.number}`, sheet.id]));
  const rows = blocks.map(({ block, position }) => {
    const page_id = idOf(pageIds, block.page);
    return {
      id: newId(),
      version_id: versionId,
      code: block.code,
      page_id,
      sheet_id: sheetIds.get(`${page_id} ${block.sheet}`) ?? null,
      position,
      kind: block.kind,
      bbox: block.bbox,
      text: block.text,
      tables: JSON.stringify(block.tables),
      linked_code: block.linkedCode,
      crop_url: block.cropUrl,
      crop_file_id: crops.get(block.code) ?? null,
      polygon: block.polygon && JSON.stringify(block.polygon),
      category: block.category,
      group_name: block.group,
      text_source: block.textSource,
      confidence: block.confidence,
      flags: block.flags,
    };
  });
  await inBatches(rows, (part) => db(executor).insertInto('blocks').values(part).execute());
}

async function idsOfPages(executor: Executor, versionId: string): Promise<Map<number, string>> {
  const rows = await db(executor)
    .selectFrom('pages')
    .select(['id', 'number'])
    .where('version_id', '=', versionId)
    .execute();
  return new Map(rows.map(({ id, number }) => [number, id]));
}

function idOf(pageIds: ReadonlyMap<number, string>, number: number): string {
  const id = pageIds.get(number);
  if (id === undefined) throw new Error(`The reader named page ${number} but did not list it`);
  return id;
}

/** The version as its reader gave it, e.g. to look through it again; the stamp of the document is left out. */
export async function readModel(executor: Executor, versionId: string): Promise<DocumentModel> {
  const pages = await db(executor)
    .selectFrom('pages')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('number')
    .execute();
  const sheets = await db(executor)
    .selectFrom('sheets')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('id')
    .execute();
  const blocks = await db(executor)
    .selectFrom('blocks')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('position')
    .execute();
  const numberOf = new Map(pages.map(({ id, number }) => [id, number]));
  const sheetOf = new Map(sheets.map((sheet) => [sheet.id, sheet.number]));
  const firstSheet = new Map(sheets.toReversed().map((sheet) => [sheet.page_id, sheet.number]));
  return {
    title: '',
    generatedAt: null,
    stamp: { cipher: null, stage: null, object: null, organisation: null },
    pages: pages.map((page) => ({
      ...plainPage(page.number),
      sheet: firstSheet.get(page.id) ?? null,
      sheetTitle: page.sheet_title,
      size: page.width === null || page.height === null ? null : { width: page.width, height: page.height },
      stamp: page.stamp,
      textLayer: page.text_layer,
    })),
    sheets: sheets.map(({ number, total, title, page_id }) => ({
      number,
      total,
      title,
      page: numberOf.get(page_id) ?? 0,
    })),
    blocks: blocks.map((block) => ({
      code: block.code,
      kind: block.kind,
      page: numberOf.get(block.page_id) ?? 0,
      sheet: sheetOf.get(block.sheet_id ?? '') ?? null,
      text: block.text,
      tables: block.tables as BlockModel['tables'],
      bbox: block.bbox,
      polygon: block.polygon,
      category: block.category,
      group: block.group_name,
      textSource: block.text_source,
      confidence: block.confidence,
      linkedCode: block.linked_code,
      cropUrl: block.crop_url,
      flags: block.flags as BlockModel['flags'],
    })),
  };
}
