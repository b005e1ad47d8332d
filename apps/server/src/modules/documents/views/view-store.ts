import type { Box } from '@aizoomdoc/documents';
import type { Matrix } from '@aizoomdoc/documents/views';
import { type Executor, tables } from '#platform/db/database.ts';

export interface ViewRow {
  id: string;
  user_id: string;
  chat_id: string | null;
  version_id: string;
  page: number;
  block_code: string | null;
  file_id: string;
  file_page: number;
  parent_id: string | null;
  kind: 'overview' | 'quadrant' | 'region';
  /** View pixel → user space of the file's page. */
  matrix: Matrix;
  /** Of the file's page as seen. */
  bbox: Box;
  width: number;
  height: number;
  shrink: number;
  created_at: Date;
}

interface ViewTables {
  views: ViewRow;
}

/** A view that is there already, made by a step that is executed anew, becomes what is shown now. */
export async function storeViews(executor: Executor, rows: readonly ViewRow[]): Promise<void> {
  for (const row of rows) {
    const { id: _, user_id: __, created_at: ___, ...change } = row;
    await tables<ViewTables>(executor)
      .insertInto('views')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(change).where('views.user_id', '=', row.user_id),
      )
      .execute();
  }
}

export function findView(executor: Executor, id: string): Promise<ViewRow | undefined> {
  return tables<ViewTables>(executor).selectFrom('views').selectAll().where('id', '=', id).executeTakeFirst();
}
