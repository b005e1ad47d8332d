import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { tooManyWaiting } from './errors.ts';
import type { MessageRow } from './message-store.ts';
import { announceFirst } from './queue-position.ts';
import type { RunExecution } from './run-execution.ts';
import { insertRun, listOpenRuns, type RunRow } from './run-store.ts';

const maxOpenRuns = 6;

export interface RunQueueDeps {
  db: Database;
  clock: Clock;
  execution: RunExecution;
  profileOf(userId: string): Promise<'simple' | 'complex'>;
}

/** Who asks, and how they want to be answered. */
export interface Asker {
  userId: string;
  profile: 'simple' | 'complex';
}

/** The line of a chat: its runs are executed one after another. */
export function createRunQueue({ db, clock, execution, profileOf }: RunQueueDeps) {
  return {
    /** Read before the transaction: inside it, one more connection a question would drain the pool. */
    async askerOf({ userId }: Actor): Promise<Asker> {
      return { userId, profile: await profileOf(userId) };
    },

    /** Puts a question at the end of the line; its chat is locked by the caller. @throws 409 when the line is full */
    async add(tx: Executor, message: Pick<MessageRow, 'id' | 'chat_id'>, asker: Asker): Promise<RunRow> {
      const waiting = await listOpenRuns(tx, message.chat_id);
      if (waiting.length >= maxOpenRuns) throw tooManyWaiting();
      const run: RunRow = {
        id: newId(),
        chat_id: message.chat_id,
        user_id: asker.userId,
        user_message_id: message.id,
        answer_message_id: null,
        status: 'queued',
        attempt: 0,
        last_seq: 0,
        model_profile: asker.profile,
        usage: null,
        error_code: null,
        stop_requested_at: null,
        created_at: clock.now(),
        started_at: null,
        finished_at: null,
      };
      await insertRun(tx, run);
      await announceFirst(tx, run, waiting.length);
      return run;
    },

    /** After the commit: starts the run when nobody is before it. */
    async start(run: RunRow): Promise<void> {
      const [first] = await listOpenRuns(db.executor, run.chat_id);
      if (first?.id === run.id) await execution.start(run.id);
    },
  };
}

export type RunQueue = ReturnType<typeof createRunQueue>;
