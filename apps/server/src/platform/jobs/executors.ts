import { randomInt } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '#platform/clock.ts';
import { type Database, tables } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import type { Jobs } from './jobs.ts';

interface ExecutorTables {
  executors: { id: string; lock_key: number; started_at: Date };
}

/** This process among those that share the database; its advisory lock tells the others that it lives. */
export interface ExecutorIdentity {
  id: string;
  /** Random; the advisory lock held for as long as the process lives. */
  lockKey: number;
}

export function newLockKey(): number {
  return randomInt(2 ** 47);
}

/** Registers the process on a session: the row names it, the session's lock proves that it is alive. */
export async function registerExecutor(
  client: pg.Client,
  self: ExecutorIdentity,
  clock: Clock,
): Promise<void> {
  await client.query('select pg_advisory_lock($1::bigint)', [self.lockKey]);
  await client.query(
    'insert into executors (id, lock_key, started_at) values ($1, $2, $3) on conflict (id) do nothing',
    [self.id, self.lockKey, clock.now()],
  );
}

export interface TakeOverDeps {
  db: Database;
  jobs: Jobs;
  wakeups: Wakeups;
  self: ExecutorIdentity;
  log: Logger;
}

/** Takes over the work of processes whose lock is free: they died, or lost the database for good. */
export async function takeOverDeadExecutors({ db, jobs, wakeups, self, log }: TakeOverDeps): Promise<void> {
  const session = wakeups.session;
  if (session === null) return;
  const executors = tables<ExecutorTables>(db.executor);
  const others = await executors
    .selectFrom('executors')
    .selectAll()
    .where('id', '<>', self.id)
    .limit(100)
    .execute();
  for (const other of others) {
    const { rows } = await session.query('select pg_try_advisory_lock($1::bigint) as free', [other.lock_key]);
    if (rows[0]?.free !== true) continue;
    try {
      const count = await jobs.takeOver(other.id);
      await executors.deleteFrom('executors').where('id', '=', other.id).execute();
      if (count > 0) log.info({ executor: other.id, count }, 'took over the work of a dead process');
    } finally {
      await session.query('select pg_advisory_unlock($1::bigint)', [other.lock_key]);
    }
  }
}
