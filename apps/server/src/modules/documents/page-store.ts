import type { PageStamp, TextLayerQuality } from '@aizoomdoc/documents';
import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import type { BlockTables } from './block-store.ts';

export interface PageRow {
  number: number;
  sheet: string | null;
  sheet_title: string | null;
  width: number | null;
  height: number | null;
  rotation: number | null;
  text_layer: TextLayerQuality | null;
  ocr: 'needed' | 'running' | 'done' | 'unavailable' | 'failed' | null;
  stamp: PageStamp | null;
  file_id: string | null;
  file_page: number | null;
}

function selectPages(executor: Executor, versionId: string) {
  return tables<BlockTables>(executor)
    .selectFrom('pages as page')
    .select([
      'page.number',
      'page.width',
      'page.height',
      'page.rotation',
      'page.text_layer',
      'page.ocr',
      'page.stamp',
      'page.file_id',
      'page.file_page',
    ])
    .select(({ selectFrom }) => [
      selectFrom('sheets as sheet')
        .select('sheet.number')
        .whereRef('sheet.page_id', '=', 'page.id')
        .orderBy('sheet.id')
        .limit(1)
        .as('sheet'),
      selectFrom('sheets as sheet')
        .select(sql<string | null>`coalesce(sheet.title, page.sheet_title)`.as('title'))
        .whereRef('sheet.page_id', '=', 'page.id')
        .orderBy('sheet.id')
        .limit(1)
        .as('title_of_sheet'),
      'page.sheet_title as title_of_page',
    ])
    .where('page.version_id', '=', versionId);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectPages>['execute']>>[number];

function pageRow({ title_of_sheet, title_of_page, ...row }: Selected): PageRow {
  return { ...row, sheet_title: title_of_sheet ?? title_of_page };
}

/** Pages in order, those after `after`. */
export async function listPageRows(
  executor: Executor,
  versionId: string,
  { after, limit }: { after: number; limit: number },
): Promise<PageRow[]> {
  const rows = await selectPages(executor, versionId)
    .where('page.number', '>', after)
    .orderBy('page.number')
    .limit(limit)
    .execute();
  return rows.map(pageRow);
}

export async function findPageRow(
  executor: Executor,
  versionId: string,
  number: number,
): Promise<PageRow | undefined> {
  const row = await selectPages(executor, versionId).where('page.number', '=', number).executeTakeFirst();
  return row && pageRow(row);
}

/** How many pages a version has, and the number of the last one. */
export async function findPageRange(
  executor: Executor,
  versionId: string,
): Promise<{ count: number; last: number }> {
  const { count, last } = await tables<BlockTables>(executor)
    .selectFrom('pages')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('number').as('last')])
    .where('version_id', '=', versionId)
    .executeTakeFirstOrThrow();
  return { count, last: last ?? 0 };
}
