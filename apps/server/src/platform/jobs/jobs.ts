import { AsyncLocalStorage } from 'node:async_hooks';
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { surviveLostConnections } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';

/** Runs the steps of one piece of durable work; a finished step is never run again. */
export interface Steps {
  /** The result is stored as JSON before the next step begins. */
  run<T>(name: string, step: () => Promise<T>): Promise<T>;
}

/** Thrown by work, in a step or between steps, that is to be gone on with later, here or in another process. */
export class Suspended extends Error {
  override readonly name = 'Suspended';
}

export type DurableWork = (id: string, steps: Steps) => Promise<void>;

/** Durable work on PostgreSQL: what a process began, it or another process finishes. One instance a process. */
export interface Jobs {
  /** Declares work by name, before `launch`; returns what starts it. Starting the same id again does nothing. */
  define(name: string, work: DurableWork): (id: string) => Promise<void>;
  launch(): Promise<void>;
  readonly launched: boolean;
  /** @throws when durable work is not running */
  assertLaunched(): void;
  /** Takes over everything that an executor (a dead process) left unfinished. */
  takeOver(executorId: string): Promise<number>;
  /** Starts again own work that stands still here, e.g. because the database was away when a step ended. */
  reviveStalled(): Promise<void>;
  /** Which of these ended with an error of ours, so that nobody will go on with them. */
  findDead(ids: readonly string[]): Promise<string[]>;
  /** Forgets work that ended before `limit`. */
  sweep(limit: Date): Promise<void>;
  /** Work running in this process. */
  readonly running: ReadonlySet<string>;
  shutdown(): Promise<void>;
}

export interface JobsOptions {
  executorId: string;
  /** Must allow sessions: not a transaction pooler. */
  databaseUrl: string;
  log: Logger;
}

/** Raised when the shape of durable work changes: other versions finish their own. */
const applicationVersion = '2';
const maxRecoveryAttempts = 1_000_000;
const listLimit = 1000;
const dead = ['ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'] as const;

export function createJobs({ executorId, databaseUrl, log }: JobsOptions): Jobs {
  const running = new Set<string>();
  let stalled = new Set<string>();
  let launched = false;
  /** Work may be started at the end of other work's step, where DBOS refuses it: it must not see the step around it. */
  const outsideOfWork = AsyncLocalStorage.snapshot();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 6, application_name: 'aizoomdoc-jobs' });
  surviveLostConnections(pool, log);
  DBOS.setConfig({
    name: 'aizoomdoc',
    systemDatabaseUrl: databaseUrl,
    systemDatabasePool: pool,
    executorID: executorId,
    applicationVersion,
    useListenNotify: false,
    enableOTLP: false,
    logger: {
      debug: () => {},
      info: (entry) => log.debug({ dbos: String(entry) }, 'jobs'),
      warn: (entry) => log.warn({ dbos: String(entry) }, 'jobs'),
      error: (entry) => log.error({ dbos: String(entry) }, 'jobs'),
    },
  });

  async function list(filter: Parameters<typeof DBOS.listWorkflows>[0]): Promise<string[]> {
    const found = await DBOS.listWorkflows({
      limit: listLimit,
      ...filter,
      loadInput: false,
      loadOutput: false,
    });
    return found.map((workflow) => workflow.workflowID);
  }

  const listPending = (ownerId: string) => list({ status: 'PENDING', executorId: ownerId });

  return {
    running,
    get launched() {
      return launched;
    },
    assertLaunched() {
      if (!launched) throw new Error('durable work is not running');
    },
    define(name, work) {
      const workflow = DBOS.registerWorkflow(
        async (id: string) => {
          running.add(id);
          try {
            await work(id, createSteps());
          } catch (error) {
            if (!(error instanceof Suspended)) throw error;
            log.info({ id, err: error.cause }, 'durable work is left for later');
            running.delete(id);
            await forever();
          } finally {
            running.delete(id);
          }
        },
        { name, maxRecoveryAttempts },
      );
      return async (id) => {
        await outsideOfWork(() => DBOS.startWorkflow(workflow, { workflowID: id })(id));
      };
    },
    async launch() {
      await DBOS.launch();
      launched = true;
    },
    async takeOver(deadExecutorId) {
      const ids = await listPending(deadExecutorId);
      if (ids.length > 0) await DBOS.resumeWorkflows(ids);
      return ids.length;
    },
    async reviveStalled() {
      const idle = (await listPending(executorId)).filter((id) => !running.has(id));
      // Seen idle twice in a row: not merely on its way between the table and the process.
      const again = idle.filter((id) => stalled.has(id));
      stalled = new Set(idle);
      if (again.length > 0) await DBOS.resumeWorkflows(again);
    },
    findDead: async (ids) => (ids.length === 0 ? [] : list({ workflowIDs: [...ids], status: [...dead] })),
    async sweep(limit) {
      for (;;) {
        const ended = await list({ status: ['SUCCESS', ...dead], completedBefore: limit.toISOString() });
        if (ended.length > 0) await DBOS.deleteWorkflows(ended);
        if (ended.length < listLimit) return;
      }
    },
    async shutdown() {
      if (launched) await DBOS.shutdown({ workflowCompletionTimeoutMS: 0, deregister: true });
      launched = false;
      await pool.end();
    },
  };
}

/** Steps of one execution. A step that is suspended gets no outcome, so the next execution runs it again. */
function createSteps(): Steps {
  const left = Promise.withResolvers<never>();
  left.promise.catch(() => {});
  const guard = (step: () => Promise<unknown>) => async () => {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Suspended)) throw error;
      left.reject(error);
      return forever();
    }
  };
  return {
    run: <T>(name: string, step: () => Promise<T>) =>
      Promise.race([left.promise, DBOS.runStep(guard(step), { name }) as Promise<T>]),
  };
}

/** No outcome is recorded, so the work stays pending for whoever revives it or takes it over. */
function forever(): Promise<never> {
  return new Promise(() => {});
}
