import { type Executor, tables } from '#platform/db/database.ts';

export interface SystemRow {
  key: string;
  value: Record<string, unknown>;
  version: number;
  updated_by: string | null;
  updated_at: Date;
}

export interface SystemTables {
  settings_system: SystemRow;
}

/** All rows, by key: there are few. */
export async function readSystem(executor: Executor): Promise<Map<string, SystemRow>> {
  const rows = await tables<SystemTables>(executor).selectFrom('settings_system').selectAll().execute();
  return new Map(rows.map((row) => [row.key, row]));
}

/** The row, locked until the transaction ends; made with version 0 when there is none. */
export async function lockSystem(executor: Executor, key: string, now: Date): Promise<SystemRow> {
  const db = tables<SystemTables>(executor);
  await db
    .insertInto('settings_system')
    .values({ key, value: {}, version: 0, updated_by: null, updated_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return db
    .selectFrom('settings_system')
    .selectAll()
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function saveSystem(executor: Executor, row: SystemRow): Promise<void> {
  const { key: _, ...changes } = row;
  await tables<SystemTables>(executor)
    .insertInto('settings_system')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(changes))
    .execute();
}

export async function deleteSystem(executor: Executor, key: string): Promise<void> {
  await tables<SystemTables>(executor).deleteFrom('settings_system').where('key', '=', key).execute();
}
