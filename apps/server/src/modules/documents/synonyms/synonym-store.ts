import { type Executor, tables } from '#platform/db/database.ts';

export interface SynonymRow {
  id: string;
  terms: string[];
  note: string | null;
  updated_at: Date;
}

const db = (executor: Executor) => tables<{ synonyms: SynonymRow }>(executor);

/** Groups from the newest, those before `before`. */
export function listSynonymRows(
  executor: Executor,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<SynonymRow[]> {
  let query = db(executor).selectFrom('synonyms').selectAll();
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** What search takes for one another. */
export async function readSynonymGroups(executor: Executor): Promise<string[][]> {
  const rows = await db(executor).selectFrom('synonyms').select('terms').orderBy('id').execute();
  return rows.map(({ terms }) => terms);
}

export async function insertSynonyms(executor: Executor, rows: readonly SynonymRow[]): Promise<void> {
  await db(executor)
    .insertInto('synonyms')
    .values([...rows])
    .execute();
}

export function updateSynonym(
  executor: Executor,
  id: string,
  changes: Partial<SynonymRow>,
): Promise<SynonymRow | undefined> {
  return db(executor)
    .updateTable('synonyms')
    .set(changes)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteSynonym(executor: Executor, id: string): Promise<boolean> {
  const { numDeletedRows } = await db(executor)
    .deleteFrom('synonyms')
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
