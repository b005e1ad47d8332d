import type {
  BlockKind,
  IndexedBlock,
  PageStamp,
  TableModel,
  TextLayerQuality,
  TextSource,
} from '@aizoomdoc/documents';
import { type ColumnType, type Generated, sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';

export interface BlockTables {
  pages: {
    id: string;
    version_id: string;
    number: number;
    sheet_title: string | null;
    /** As seen, in points; with the next four `null` where nothing can be shown. */
    width: number | null;
    height: number | null;
    rotation: Generated<number | null>;
    user_unit: Generated<number | null>;
    crop_box: Generated<number[] | null>;
    /** File and its page that the page is drawn from. */
    file_id: Generated<string | null>;
    file_page: Generated<number | null>;
    text_layer: TextLayerQuality | null;
    ocr: Generated<'needed' | 'running' | 'done' | 'unavailable' | 'failed' | null>;
    /** JSON text on the way in. */
    stamp: ColumnType<PageStamp | null, string | null, string | null>;
  };
  sheets: {
    id: string;
    version_id: string;
    page_id: string;
    number: string;
    total: number | null;
    title: string | null;
  };
  blocks: {
    id: string;
    version_id: string;
    code: string;
    page_id: string;
    sheet_id: string | null;
    position: number;
    kind: BlockKind;
    bbox: [number, number, number, number] | null;
    text: string;
    /** JSON text on the way in. */
    tables: string | TableModel[];
    linked_code: string | null;
    crop_url: string | null;
    /** JSON text on the way in. */
    polygon: ColumnType<[number, number][] | null, string | null, string | null>;
    category: string | null;
    group_name: string | null;
    text_source: TextSource;
    confidence: number | null;
    /** Single-page file that shows the block alone. */
    crop_file_id: Generated<string | null>;
    reread_text: Generated<string | null>;
    reread_confidence: Generated<number | null>;
    reread_at: Generated<Date | null>;
    flags: string[];
  };
}

export interface BlockRow {
  version_id: string;
  code: string;
  page: number;
  sheet: string | null;
  sheet_title: string | null;
  position: number;
  kind: BlockKind;
  bbox: [number, number, number, number] | null;
  text: string;
  tables: TableModel[];
  linked_code: string | null;
  polygon: [number, number][] | null;
  category: string | null;
  group_name: string | null;
  text_source: TextSource;
  confidence: number | null;
  reread_text: string | null;
  reread_confidence: number | null;
  reread_at: Date | null;
  /** Single-page file that shows the block alone. */
  crop_file_id: string | null;
  /** File and its page that the block's page is drawn from. */
  file_id: string | null;
  file_page: number | null;
  /** Of the block's page as seen, in points. */
  page_width: number | null;
  page_height: number | null;
  flags: string[];
}

const sheetTitle = sql<string | null>`coalesce(sheet.title, page.sheet_title)`;

/** What the block says, by its first reading and by the one that a person asked for. */
export const searchable = sql<string>`case
  when block.reread_text is null or position(block.reread_text in block.text) > 0 then block.text
  else block.text || E'\\n\\n' || block.reread_text
end`;

function selectBlocks(executor: Executor, versionIds: readonly string[]) {
  return tables<BlockTables>(executor)
    .selectFrom('blocks as block')
    .innerJoin('pages as page', 'page.id', 'block.page_id')
    .leftJoin('sheets as sheet', 'sheet.id', 'block.sheet_id')
    .select([
      'block.version_id',
      'block.code',
      'page.number as page',
      'sheet.number as sheet',
      'block.position',
      'block.kind',
      'block.bbox',
      'block.text',
      'block.linked_code',
      'block.polygon',
      'block.category',
      'block.group_name',
      'block.text_source',
      'block.confidence',
      'block.reread_text',
      'block.reread_confidence',
      'block.reread_at',
      'block.crop_file_id',
      'page.file_id',
      'page.file_page',
      'page.width as page_width',
      'page.height as page_height',
      'block.flags',
    ])
    .select(sheetTitle.as('sheet_title'))
    .select(sql<TableModel[]>`block.tables`.as('tables'))
    .where(sql<boolean>`block.version_id = any(${versionIds}::uuid[])`);
}

export interface BlockFilter {
  limit: number;
  after: number | null;
  page?: number | undefined;
  sheet?: string | undefined;
}

export function listBlockRows(
  executor: Executor,
  versionId: string,
  filter: BlockFilter,
): Promise<BlockRow[]> {
  let query = selectBlocks(executor, [versionId]);
  if (filter.after !== null) query = query.where('block.position', '>', filter.after);
  if (filter.page !== undefined) query = query.where('page.number', '=', filter.page);
  if (filter.sheet !== undefined) query = query.where('sheet.number', '=', filter.sheet);
  return query.orderBy('block.position').limit(filter.limit).execute();
}

export function findBlockRows(
  executor: Executor,
  versionIds: readonly string[],
  codes: readonly string[],
): Promise<BlockRow[]> {
  return selectBlocks(executor, versionIds)
    .where(sql<boolean>`block.code = any(${codes}::text[])`)
    .orderBy('block.version_id')
    .orderBy('block.position')
    .execute();
}

/** Codes of versions, with where they stand. */
export function listCodes(executor: Executor, versionIds: readonly string[], limit: number) {
  return tables<BlockTables>(executor)
    .selectFrom('blocks as block')
    .innerJoin('pages as page', 'page.id', 'block.page_id')
    .select(['block.version_id', 'block.code', 'block.kind', 'page.number as page'])
    .where(sql<boolean>`block.version_id = any(${versionIds}::uuid[])`)
    .orderBy('block.version_id')
    .orderBy('block.position')
    .limit(limit)
    .execute();
}

/** Blocks of pictures on some pages, with the beginning of what is known of them. */
export function listPictureBlocks(
  executor: Executor,
  versionId: string,
  pages: readonly number[],
): Promise<{ code: string; page: number; beginning: string }[]> {
  return tables<BlockTables>(executor)
    .selectFrom('blocks as block')
    .innerJoin('pages as page', 'page.id', 'block.page_id')
    .select(['block.code', 'page.number as page', sql<string>`left(block.text, 400)`.as('beginning')])
    .where('block.version_id', '=', versionId)
    .where('block.kind', '=', 'image')
    .where(sql<boolean>`page.number = any(${pages}::int[])`)
    .orderBy('block.position')
    .limit(1000)
    .execute();
}

/** Everything of a version that the search index holds. */
export async function listIndexedBlocks(
  executor: Executor,
  version: { id: string; documentId: string; number: number },
): Promise<IndexedBlock[]> {
  const rows = await tables<BlockTables>(executor)
    .selectFrom('blocks as block')
    .innerJoin('pages as page', 'page.id', 'block.page_id')
    .leftJoin('sheets as sheet', 'sheet.id', 'block.sheet_id')
    .select(['block.code', 'page.number as page', 'sheet.number as sheet', 'block.kind', 'block.linked_code'])
    .select([sheetTitle.as('sheet_title'), searchable.as('text')])
    .where('block.version_id', '=', version.id)
    .orderBy('block.position')
    .execute();
  return rows.map(({ sheet_title, linked_code, ...block }) => ({
    documentId: version.documentId,
    version: version.number,
    sheetTitle: sheet_title,
    linkedCode: linked_code,
    ...block,
  }));
}

export function listSheetRows(executor: Executor, versionId: string) {
  return tables<BlockTables>(executor)
    .selectFrom('sheets as sheet')
    .innerJoin('pages as page', 'page.id', 'sheet.page_id')
    .select(['sheet.number', 'sheet.total', 'sheet.title', 'page.number as page'])
    .where('sheet.version_id', '=', versionId)
    .orderBy('page.number')
    .execute();
}

/** To be called in the transaction that changes what a version's blocks, pages or sheets say: what search keeps of it is stale then. */
export async function touchTexts(executor: Executor, versionId: string): Promise<void> {
  await sql`update document_versions set text_revision = text_revision + 1 where id = ${versionId}`.execute(
    executor,
  );
}

export async function storeReread(
  executor: Executor,
  block: Pick<BlockRow, 'version_id' | 'code'>,
  { text, confidence, at }: { text: string; confidence: number; at: Date },
): Promise<void> {
  await tables<BlockTables>(executor)
    .updateTable('blocks')
    .set({ reread_text: text, reread_confidence: confidence, reread_at: at })
    .where('version_id', '=', block.version_id)
    .where('code', '=', block.code)
    .execute();
  await touchTexts(executor, block.version_id);
}

/** Whether any block of the version has a text that is not blank. */
export async function hasBlockText(executor: Executor, versionId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from blocks where version_id = ${versionId} and text ~ '\\S') as has`.execute(
    executor,
  );
  return rows[0]?.has ?? false;
}
