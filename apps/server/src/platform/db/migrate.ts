import { type Migration, Migrator, NO_MIGRATIONS } from 'kysely/migration';
import type { Database } from '#platform/db/database.ts';

export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the schema to `target` (default: the newest), forward or backward; `null` takes everything back.
 * @returns names of the migrations that ran
 */
export async function migrate(
  db: Database,
  migrations: Migrations,
  target?: string | null,
): Promise<string[]> {
  const migrator = new Migrator({
    db: db.executor,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error, results } =
    target === undefined
      ? await migrator.migrateToLatest()
      : await migrator.migrateTo(target ?? NO_MIGRATIONS);
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
    throw new Error(`Migration ${failed} failed; the database is as before it`, { cause: error });
  }
  return results?.map((result) => result.migrationName) ?? [];
}
