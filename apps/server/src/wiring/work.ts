import { ensureMonthlyPartitions } from '#platform/db/partitions.ts';
import { createIdempotency } from '#platform/http/idempotency.ts';
import { type ExecutorIdentity, takeOverDeadExecutors } from '#platform/jobs/executors.ts';
import { every } from '#platform/sweeps.ts';
import type { Modules, Platform } from './modules.ts';

const hourMs = 3600_000;
/** What durable work kept of its steps is needed only to go on with it. */
const keepEndedWorkMs = 7 * 24 * hourMs;

export interface WorkParts {
  platform: Platform;
  modules: Modules;
  executor: ExecutorIdentity;
}

/** Begins to execute durable work here, the dead processes' included. @returns what stops the sweeps */
export async function startWork({ platform, modules, executor }: WorkParts): Promise<() => Promise<void>> {
  const { db, jobs, clock, log } = platform;
  const { execution, identity } = modules;
  const idempotency = createIdempotency({ ...platform, executor: db.executor });
  const keepGoing = async () => {
    await takeOverDeadExecutors({ ...platform, self: executor });
    await execution.sweep();
  };
  const chores = [
    () => ensureMonthlyPartitions(db, 'run_events', clock.now()),
    () => identity.sessions.sweep(),
    () => idempotency.sweep(),
    () => modules.uploads.sweep(),
    () => platform.incoming.sweep(),
    () => modules.ai.sweep(),
    () => jobs.sweep(new Date(clock.now().getTime() - keepEndedWorkMs)),
  ];
  await jobs.launch();
  await ensureMonthlyPartitions(db, 'run_events', clock.now());
  await keepGoing();
  const stopping = new AbortController();
  const stops = [
    every(1000, log, async () => {
      await keepGoing();
      await jobs.reviveStalled();
      await execution.failDead();
      await modules.work.sweep();
    }),
    every(2000, log, async () => modules.vectors?.sweep(stopping.signal)),
    ...chores.map((chore) => every(hourMs, log, chore)),
  ];
  return async () => {
    stopping.abort(new Error('the server is stopping'));
    await Promise.all(stops.map((stop) => stop()));
  };
}
