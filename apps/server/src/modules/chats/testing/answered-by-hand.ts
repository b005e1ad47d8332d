import { pino } from 'pino';
import { openDatabase } from '#platform/db/database.ts';
import { createTestClock, startTestApp } from '#platform/testing/index.ts';
import { createRunExecution } from '../run-execution.ts';

/** An application that accepts questions and answers none: the test does, when and how it wants. */
export async function startAnsweredByHand(env: Record<string, string> = {}) {
  const clock = createTestClock();
  const app = await startTestApp({ clock, env: { ROLE: 'api', ...env } });
  const { url } = app.database;
  const log = pino({ level: 'silent' });
  const config = { kind: 'external', url, directUrl: url, replicaUrl: null, logLevel: 'warn' } as const;
  const db = await openDatabase(config, log);
  const execution = createRunExecution({
    db,
    clock,
    log,
    startWork: async () => {},
    findDead: async () => [],
  });

  async function answerOf(runId: string): Promise<string> {
    const rows = await app.database.query<{ id: string }>(
      'select answer_message_id as id from runs where id = $1',
      [runId],
    );
    return rows[0]?.id ?? '';
  }

  return {
    app,
    user: await app.newUser(),
    clock,
    db,
    execution,
    answerOf,

    /** Answers a run; what it was to be answered from is given back. */
    async answer(runId: string, status: 'done' | 'failed' = 'done') {
      const run = await execution.claim(runId);
      if (run === null) throw new Error('the run is over');
      const conversation = await execution.conversation(run, 100);
      await execution.finish(run, {
        status,
        model: 'model',
        usage: null,
        cost_usd: null,
        prompts: null,
        diff: [],
        not_examined: [],
        prove: async () => ({ citations: [], checks: null }),
        error: status === 'done' ? null : { code: 'quota', message: 'Нет', retryable: true },
      });
      return { answerId: await answerOf(runId), conversation };
    },

    async close(): Promise<void> {
      await db.close();
      await app.close();
    },
  };
}

export type AnsweredByHand = Awaited<ReturnType<typeof startAnsweredByHand>>;
