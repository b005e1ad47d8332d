import { sql } from 'kysely';
import type { Clock } from '#platform/clock.ts';
import { type Executor, tables } from '#platform/db/database.ts';
import { throttled } from '#platform/http/problem.ts';

interface ThrottleTables {
  login_failures: { address: string; failures: number; window_started_at: Date };
}

const maxFailures = 5;
const windowMs = 15 * 60_000;

/** Counts failed sign-ins by address; after five in 15 minutes the address waits. Survives a restart. */
export function createThrottle(executor: Executor, clock: Clock) {
  const db = tables<ThrottleTables>(executor);
  return {
    /** @throws 429 with the seconds left */
    async assertAllowed(address: string): Promise<void> {
      const row = await db
        .selectFrom('login_failures')
        .selectAll()
        .where('address', '=', address)
        .executeTakeFirst();
      if (row === undefined || row.failures < maxFailures) return;
      const leftMs = row.window_started_at.getTime() + windowMs - clock.now().getTime();
      if (leftMs > 0) throw throttled(Math.ceil(leftMs / 1000));
    },
    /** @throws 429 when many at once have brought more failures than are allowed */
    async countFailure(address: string): Promise<void> {
      const now = clock.now();
      const stale = sql<boolean>`login_failures.window_started_at <= ${new Date(now.getTime() - windowMs)}`;
      const row = await db
        .insertInto('login_failures')
        .values({ address, failures: 1, window_started_at: now })
        .onConflict((row) =>
          row.column('address').doUpdateSet({
            failures: sql`case when ${stale} then 1 else login_failures.failures + 1 end`,
            // The wait counts from the last failure that filled the window.
            window_started_at: sql`case when ${stale} or login_failures.failures + 1 >= ${maxFailures}
              then ${now} else login_failures.window_started_at end`,
          }),
        )
        .returning('failures')
        .executeTakeFirstOrThrow();
      if (row.failures > maxFailures) throw throttled(windowMs / 1000);
    },
    async forget(address: string): Promise<void> {
      await db.deleteFrom('login_failures').where('address', '=', address).execute();
    },
    async sweep(): Promise<void> {
      const limit = new Date(clock.now().getTime() - windowMs);
      await db.deleteFrom('login_failures').where('window_started_at', '<', limit).execute();
    },
  };
}

export type Throttle = ReturnType<typeof createThrottle>;
