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
import { lockChat, updateChat } from './chat-store.ts';
import { attachToAnswer } from './examined.ts';
import {
  findMessage,
  insertMessage,
  listSpoken,
  type MessageRow,
  moveFollowUps,
  type SpokenRow,
} from './message-store.ts';
import { announceMoved } from './queue-position.ts';
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

    /** The question and what it follows on its branch, newest last: never another branch, never what came later. */
    async conversation(run: RunRow, limit: number): Promise<Conversation> {
      const question = await findMessage(db.executor, run.user_message_id);
      if (question === undefined) throw new Error(`Run ${run.id} has no question`);
      const { chat_id: chatId, parent_id: messageId, content, compare, regions } = question;
      const history = messageId === null ? [] : await listSpoken(db.executor, { chatId, messageId, limit });
      return { question: content, compare, regions, history };
    },

    isStopRequested: async (runId: string): Promise<boolean> =>
      ((await findRun(db.executor, runId))?.stop_requested_at ?? null) !== null,
  };
}

export type RunExecution = ReturnType<typeof createRunExecution>;

/** What a run answers. */
export interface Conversation extends Pick<MessageRow, 'compare' | 'regions'> {
  question: string;
  history: SpokenRow[];
}

interface End {
  run: RunRow;
  outcome: Outcome;
  content: string;
  proof: Proof;
  now: Date;
}

/** Last events, the answer in its place of the chat, and the run's status, all or nothing. */
async function writeEnd(tx: Executor, { run, outcome, content, proof, now }: End): Promise<void> {
  const { status, model, usage, error, cost_usd, prompts, diff, not_examined } = outcome;
  const shown = { ...proof, diff, not_examined, cost_usd, prompts };
  const chat = await lockChat(tx, run.chat_id);
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
  await attachToAnswer(tx, run.id, messageId);
  await updateRun(tx, run.id, {
    status,
    answer_message_id: messageId,
    usage: usage ?? {},
    error_code: error?.code ?? null,
    finished_at: now,
  });
  await moveFollowUps(tx, run.user_message_id, messageId);
  const isShown = chat.active_message_id === run.user_message_id;
  await updateChat(tx, chat.id, { updated_at: now, ...(isShown && { active_message_id: messageId }) });
  await announceMoved(tx, run);
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
