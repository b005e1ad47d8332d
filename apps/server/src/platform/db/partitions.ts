import { sql } from 'kysely';
import type { Database } from './database.ts';

/** How many months ahead there is a partition; rows beyond them go to the default one. */
const monthsAhead = 2;

/**
 * Makes the monthly partitions of a table that is partitioned by ranges of UUIDv7: the ids are ordered by time, so a
 * month is a range of ids. Does nothing for months that have one.
 */
export async function ensureMonthlyPartitions(db: Database, table: string, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead);
    const to = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1);
    const name = `${table}_${new Date(from).toISOString().slice(0, 7).replace('-', '_')}`;
    await sql`create table if not exists ${sql.table(name)} partition of ${sql.table(table)}
      for values from (${sql.lit(firstId(from))}) to (${sql.lit(firstId(to))})`.execute(db.executor);
  }
}

/** The smallest UUIDv7 of an instant. */
function firstId(milliseconds: number): string {
  const hex = milliseconds.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
