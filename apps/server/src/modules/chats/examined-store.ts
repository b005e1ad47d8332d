import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';

type Box = [number, number, number, number];

/** A block that a search found, or that was read, for an answer. */
export interface ExaminedRow {
  id: string;
  chat_id: string;
  /** The question until its answer is written, then the answer. */
  message_id: string;
  run_id: string;
  kind: 'found' | 'read';
  query: string | null;
  document_id: string;
  block_id: string;
  page_number: number;
  block_text: string;
  coords_norm: Box | null;
  /** Pixels at 300 dpi. */
  coords_px: Box | null;
  created_at: Date;
}

interface ExaminedTables {
  search_results: {
    [Column in keyof ExaminedRow]: Column extends 'coords_norm' | 'coords_px' ? unknown : ExaminedRow[Column];
  };
}

const db = (executor: Executor) => tables<ExaminedTables>(executor);

/** Those of a run that go beyond `most` are left out; a row that is there already stays as it is. */
export async function storeExamined(
  executor: Executor,
  rows: readonly ExaminedRow[],
  most: number,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { count } = await db(executor)
    .selectFrom('search_results')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('run_id', '=', first.run_id)
    .executeTakeFirstOrThrow();
  const kept = rows.slice(0, Math.max(0, most - count));
  if (kept.length === 0) return;
  const json = (box: Box | null) => (box === null ? null : JSON.stringify(box));
  await db(executor)
    .insertInto('search_results')
    .values(
      kept.map((row) => ({ ...row, coords_norm: json(row.coords_norm), coords_px: json(row.coords_px) })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** In the order in which they were looked at, message by message. */
export async function listExamined(
  executor: Executor,
  messageIds: readonly string[],
  limit: number,
): Promise<ExaminedRow[]> {
  const rows = await db(executor)
    .selectFrom('search_results')
    .selectAll()
    .where(sql<boolean>`message_id = any(${messageIds}::uuid[])`)
    .orderBy('message_id')
    .orderBy('created_at')
    .orderBy(sql`kind`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows as ExaminedRow[];
}

export async function moveExamined(executor: Executor, runId: string, messageId: string): Promise<void> {
  await db(executor)
    .updateTable('search_results')
    .set({ message_id: messageId })
    .where('run_id', '=', runId)
    .execute();
}
