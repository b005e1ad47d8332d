import type {
  Checks,
  Citation,
  DiffRow,
  EventData,
  NotExamined,
  PromptVersions,
  Usage,
} from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import type { Logger } from '#platform/log.ts';
import { findMessage, insertMessage, listMessages, type MessageRow, updateChat } from './chat-store.ts';
import {
  announceRun,
  appendEvents,
  claimRun,
  findRun,
  listOpenRuns,
  listRunning,
  listStartable,
  type NewEvent,
  type RunRow,
  readDeliveredText,
  updateRun,
} from './run-store.ts';
import { Superseded } from './run-writer.ts';

export interface RunExecutionDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  /** Starts the durable work of a run; the same id again does nothing. `null`: this process does not execute runs. */
  startWork: ((runId: string) => Promise<void>) | null;
  /** Which runs' work ended with an error of ours. */
  findDead(runIds: readonly string[]): Promise<string[]>;
}

/** How a run ended, as the assistant tells it. */
export interface Outcome {
  status: 'done' | 'failed' | 'stopped';
  model: string;
  usage: z.input<typeof Usage> | null;
  cost_usd: number | null;
  prompts: z.input<typeof PromptVersions> | null;
  diff: z.input<typeof DiffRow>[];
  not_examined: z.input<typeof NotExamined>[];
  /** Finds and checks the evidence of the finished text. */
  prove(content: string): Promise<Proof>;
  error: EventData<'error'> | null;
}

/** The evidence of an answer. */
export interface Proof {
  citations: z.input<typeof Citation>[];
  checks: z.input<typeof Checks> | null;
}

/** The first words of every run; its execution begins with the same, so readers see them once. */
export const begun = {
  event: 'phase_started',
  data: { phase: 'processing', description: 'Разбираю вопрос' },
} as const satisfies NewEvent;

/** What executing a run needs: claiming it, its conversation, and its end in one transaction. */
export function createRunExecution({ db, clock, log, startWork, findDead }: RunExecutionDeps) {
  /** A failure is no loss: the sweep starts the run a second later. */
  async function start(runId: string): Promise<void> {
    const started = startWork === null ? announceRun(db.executor, runId) : startWork(runId);
    await started.catch((error: unknown) => log.warn({ err: error, runId }, 'run was not started yet'));
  }

  async function finish(run: RunRow, outcome: Outcome): Promise<void> {
    const content = await readDeliveredText(db.executor, run.id);
    const proof = content === '' ? noProof : await outcome.prove(content);
    await db.transaction((tx) => writeEnd(tx, { run, outcome, content, proof, now: clock.now() }));
    const [next] = await listOpenRuns(db.executor, run.chat_id);
    if (next !== undefined) await start(next.id);
  }

  return {
    start,
    finish,

    /** Begins (or begins again) the execution of a run here; `null` when it is already finished. */
    async claim(runId: string): Promise<RunRow | null> {
      return (await claimRun(db.executor, runId, clock.now())) ?? null;
    },

    /** Ends a run that waits in line; if somebody began to execute it meanwhile, they see the request to stop. */
    async endWaiting(runId: string): Promise<void> {
      const run = await claimRun(db.executor, runId, clock.now());
      if (run === undefined) return;
      await finish(run, stoppedBeforeStart).catch((error: unknown) => {
        if (!(error instanceof Superseded)) throw error;
      });
    },

    /** Starts what waits and was not started, e.g. because the process died right after accepting it. */
    async sweep(): Promise<void> {
      for (const id of await listStartable(db.executor, 100)) await start(id);
    },

    /** Ends runs whose work broke down without ending them: a bug of ours, but nobody waits for ever. */
    async failDead(): Promise<void> {
      const old = new Date(clock.now().getTime() - deadAfterMs);
      for (const id of await findDead(await listRunning(db.executor, old))) {
        const run = await claimRun(db.executor, id, clock.now());
        if (run !== undefined) await finish(run, brokeDown);
      }
    },

    /** Question and the messages before it, newest last. */
    async conversation(run: RunRow, limit: number): Promise<{ question: string; history: MessageRow[] }> {
      const question = await findMessage(db.executor, run.user_message_id);
      if (question === undefined) throw new Error(`Run ${run.id} has no question`);
      const history = await listMessages(db.executor, run.chat_id, { limit, before: question.id });
      return { question: question.content, history };
    },

    isStopRequested: async (runId: string): Promise<boolean> =>
      ((await findRun(db.executor, runId))?.stop_requested_at ?? null) !== null,
  };
}

export type RunExecution = ReturnType<typeof createRunExecution>;

interface End {
  run: RunRow;
  outcome: Outcome;
  content: string;
  proof: Proof;
  now: Date;
}

/** Last events, the answer and the run's status, all or nothing. */
async function writeEnd(tx: Executor, { run, outcome, content, proof, now }: End): Promise<void> {
  const { status, model, usage, error, cost_usd, prompts, diff, not_examined } = outcome;
  const shown = { ...proof, diff, not_examined, cost_usd, prompts };
  const messageId = newId();
  const final: NewEvent = {
    event: 'llm_final',
    data: { content, model, message_id: messageId, usage: usage ?? {}, ...shown },
  };
  const events: NewEvent[] = [
    ...(status === 'failed' ? [] : [final]),
    ...(error === null ? [] : [{ event: 'error' as const, data: { ...error } }]),
    { event: 'completed', data: { status, message: endings[status] } },
  ];
  if ((await appendEvents(tx, run, events)) === null) throw new Superseded(`run ${run.id} is finished`);
  await insertMessage(tx, {
    id: messageId,
    chat_id: run.chat_id,
    role: 'assistant',
    content,
    message_type: 'text',
    status: status === 'done' ? 'complete' : status,
    run_id: run.id,
    parent_id: run.user_message_id,
    model,
    model_profile: run.model_profile,
    ...shown,
    usage,
    compare: null,
    regions: [],
    error_code: error?.code ?? null,
    created_at: now,
  });
  await updateRun(tx, run.id, {
    status,
    answer_message_id: messageId,
    usage: usage ?? {},
    error_code: error?.code ?? null,
    finished_at: now,
  });
  await updateChat(tx, run.chat_id, { updated_at: now });
}

const endings = { done: 'Ответ готов', failed: 'Ответ не удался', stopped: 'Ответ остановлен' } as const;

const deadAfterMs = 30_000;

const noProof: Proof = { citations: [], checks: null };

const nothing = {
  model: '',
  usage: null,
  cost_usd: null,
  prompts: null,
  diff: [],
  not_examined: [],
  prove: async () => noProof,
};

const brokeDown: Outcome = {
  ...nothing,
  status: 'failed',
  error: {
    code: 'internal',
    message: 'Ответ не удался из-за внутренней ошибки. Повторите вопрос.',
    retryable: true,
  },
};

const stoppedBeforeStart: Outcome = { ...nothing, status: 'stopped', error: null };
