import type { Box } from '@aizoomdoc/documents';
import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import { type BlockTables, touchTexts } from '../block-store.ts';

/** A block of a bundle without text of its own. */
export interface Frame {
  code: string;
  bbox: Box;
  file_page: number;
}

const db = (executor: Executor) => tables<BlockTables>(executor);

/** A block that a bundle brought, its text given by the PDF or not. */
export const isFramed = sql<boolean>`
  (blocks.text_source = 'bundle' or blocks.flags && array['empty', 'empty_twin']::text[])`;

export function listEmptyFrames(executor: Executor, versionId: string): Promise<Frame[]> {
  return db(executor)
    .selectFrom('blocks')
    .innerJoin('pages', 'pages.id', 'blocks.page_id')
    .select(['blocks.code', sql<Box>`blocks.bbox`.as('bbox'), sql<number>`pages.file_page`.as('file_page')])
    .where('blocks.version_id', '=', versionId)
    .where('blocks.text_source', '=', 'bundle')
    .where('blocks.bbox', 'is not', null)
    .where('pages.file_page', 'is not', null)
    .where(sql<boolean>`blocks.flags && array['empty', 'empty_twin']::text[]`)
    .orderBy('pages.number')
    .orderBy('blocks.position')
    .execute();
}

/** Adds the text of the PDF to what little the bundle says; the flags stay, for nobody has read it there. */
export async function fillFrame(
  executor: Executor,
  versionId: string,
  { code, text }: { code: string; text: string },
): Promise<void> {
  await db(executor)
    .updateTable('blocks')
    .set({ text: sql`ltrim(text || E'\\n\\n' || ${text}, E'\\n ')`, text_source: 'pdf' })
    .where('version_id', '=', versionId)
    .where('code', '=', code)
    .where('text_source', '=', 'bundle')
    .execute();
  await touchTexts(executor, versionId);
}
