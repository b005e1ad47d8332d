import type { Citation, Message, Run, Usage } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { Logger } from '#platform/log.ts';
import { findMessage, insertMessage, listMessages, type MessageRow, updateChat } from './chat-store.ts';
import { type Chats, untitled } from './chats.ts';
import { nothingToResume, tooManyWaiting } from './errors.ts';
import { presentMessage, presentRun } from './present.ts';
import {
  appendEvents,
  claimRun,
  findLastRun,
  findRun,
  insertRun,
  listOpenRuns,
  listStartable,
  type NewEvent,
  type RunRow,
  readDeliveredText,
  requestStop,
  updateRun,
} from './run-store.ts';
import { Superseded } from './run-writer.ts';

const maxOpenRuns = 6;

export interface RunDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  chats: Chats;
  profileOf(userId: string): Promise<'simple' | 'complex'>;
  /** Starts the durable work of a run; the same id again does nothing. */
  start(runId: string): Promise<void>;
}

export interface Sent {
  message: z.input<typeof Message>;
  run: z.input<typeof Run>;
}

/** How a run ended, as the assistant tells it. */
export interface Outcome {
  status: 'done' | 'failed' | 'stopped';
  model: string;
  usage: z.input<typeof Usage> | null;
  /** Finds the evidence of the finished text. */
  cite(content: string): Promise<z.input<typeof Citation>[]>;
  error: { code: string; message: string; retryable: boolean } | null;
}

/** Questions and their answers: accepting, stopping, repeating, and what the assistant needs to execute one. */
export function createRuns({ db, clock, log, chats, profileOf, start }: RunDeps) {
  /** Starts the work; a failure is no loss, the sweep starts it a second later. */
  async function tryStart(runId: string): Promise<void> {
    await start(runId).catch((error: unknown) => log.warn({ err: error, runId }, 'run was not started yet'));
  }

  async function enqueue(tx: Executor, message: MessageRow, actor: Actor): Promise<RunRow> {
    const waiting = await listOpenRuns(tx, message.chat_id);
    if (waiting.length >= maxOpenRuns) throw tooManyWaiting();
    const run: RunRow = {
      id: newId(),
      chat_id: message.chat_id,
      user_id: actor.userId,
      user_message_id: message.id,
      answer_message_id: null,
      status: 'queued',
      attempt: 0,
      last_seq: 0,
      model_profile: await profileOf(actor.userId),
      usage: null,
      error_code: null,
      stop_requested_at: null,
      created_at: clock.now(),
      started_at: null,
      finished_at: null,
    };
    await insertRun(tx, run);
    await appendEvents(tx, { id: run.id, attempt: null }, [firstEvent(waiting.length)]);
    return run;
  }

  async function startIfFirst(run: RunRow): Promise<void> {
    const [first] = await listOpenRuns(db.executor, run.chat_id);
    if (first?.id === run.id) await tryStart(run.id);
  }

  async function end(tx: Executor, run: RunRow, outcome: Outcome, content: string): Promise<void> {
    const citations = content === '' ? [] : await outcome.cite(content);
    const now = clock.now();
    const messageId = newId();
    const events: NewEvent[] = [];
    if (outcome.status !== 'failed') {
      const { model, usage } = outcome;
      events.push({
        event: 'llm_final',
        data: { content, model, message_id: messageId, citations, usage: usage ?? {} },
      });
    }
    if (outcome.error !== null) events.push({ event: 'error', data: { ...outcome.error } });
    events.push({ event: 'completed', data: { status: outcome.status, message: endings[outcome.status] } });
    if ((await appendEvents(tx, run, events)) === null) throw new Superseded(`run ${run.id} is finished`);
    await insertMessage(tx, {
      id: messageId,
      chat_id: run.chat_id,
      role: 'assistant',
      content,
      message_type: 'text',
      status: outcome.status === 'done' ? 'complete' : outcome.status,
      run_id: run.id,
      model: outcome.model,
      citations,
      usage: outcome.usage,
      error_code: outcome.error?.code ?? null,
      created_at: now,
    });
    await updateRun(tx, run.id, {
      status: outcome.status,
      answer_message_id: messageId,
      usage: outcome.usage ?? {},
      error_code: outcome.error?.code ?? null,
      finished_at: now,
    });
    await updateChat(tx, run.chat_id, { updated_at: now });
  }

  async function finish(run: RunRow, outcome: Outcome): Promise<void> {
    const content = await readDeliveredText(db.executor, run.id);
    await db.transaction((tx) => end(tx, run, outcome, content));
    const [next] = await listOpenRuns(db.executor, run.chat_id);
    if (next !== undefined) await tryStart(next.id);
  }

  return {
    async send(actor: Actor, chatId: string, input: SendInput): Promise<Sent> {
      const chat = await chats.find(actor, chatId);
      const fileIds = input.attached_file_ids ?? [];
      const documentIds = input.attached_document_ids ?? [];
      if (fileIds.length + documentIds.length > 0)
        await chats.attach(actor, chatId, { fileIds, documentIds });
      const now = clock.now();
      const message: MessageRow = {
        ...newMessage,
        id: newId(),
        chat_id: chatId,
        content: input.content,
        created_at: now,
      };
      const run = await db.transaction(async (tx) => {
        const title = chat.title === untitled ? titleFrom(input.content) : chat.title;
        // The update also locks the chat: two messages at once get their places in the queue one after another.
        await updateChat(tx, chatId, { updated_at: now, title, is_archived: false });
        await insertMessage(tx, message);
        return enqueue(tx, message, actor);
      });
      await startIfFirst(run);
      return { message: presentMessage(message), run: presentRun(run) };
    },

    /** Answers the last question again, when its answer failed or was stopped. */
    async resume(actor: Actor, chatId: string): Promise<Sent> {
      await chats.find(actor, chatId);
      const last = await findLastRun(db.executor, chatId);
      if (last === undefined || (last.status !== 'failed' && last.status !== 'stopped'))
        throw nothingToResume();
      const message = await findMessage(db.executor, last.user_message_id);
      if (message === undefined) throw nothingToResume();
      const run = await db.transaction(async (tx) => {
        await updateChat(tx, chatId, { updated_at: clock.now() });
        if ((await findLastRun(tx, chatId))?.id !== last.id) throw nothingToResume();
        return enqueue(tx, message, actor);
      });
      await startIfFirst(run);
      return { message: presentMessage(message), run: presentRun(run) };
    },

    /** Stops what is being answered and what waits; what is written stays. */
    async stop(actor: Actor, chatId: string): Promise<z.input<typeof Run> | null> {
      await chats.find(actor, chatId);
      for (const run of await listOpenRuns(db.executor, chatId)) {
        if (run.status === 'running') await requestStop(db.executor, run.id, clock.now());
        else await this.stopQueued(run.id);
      }
      const last = await findLastRun(db.executor, chatId);
      return last === undefined ? null : presentRun(last);
    },

    async stopQueued(runId: string): Promise<void> {
      const run = await claimRun(db.executor, runId, clock.now());
      if (run !== undefined) await finish(run, stoppedBeforeStart);
    },

    /** Begins (or begins again) the execution of a run here; `null` when it is already finished. */
    async claim(runId: string): Promise<RunRow | null> {
      return (await claimRun(db.executor, runId, clock.now())) ?? null;
    },

    finish,

    /** Question and the messages before it, newest last. */
    async conversation(run: RunRow, limit: number): Promise<{ question: string; history: MessageRow[] }> {
      const question = await findMessage(db.executor, run.user_message_id);
      if (question === undefined) throw new Error(`Run ${run.id} has no question`);
      const history = await listMessages(db.executor, run.chat_id, { limit, before: question.id });
      return { question: question.content, history };
    },

    deliveredText: (runId: string): Promise<string> => readDeliveredText(db.executor, runId),

    isStopRequested: async (runId: string): Promise<boolean> =>
      ((await findRun(db.executor, runId))?.stop_requested_at ?? null) !== null,

    /** Starts what waits and was not started, e.g. because the process died right after accepting it. */
    async sweep(): Promise<void> {
      for (const id of await listStartable(db.executor, 100)) await tryStart(id);
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;

export interface SendInput {
  content: string;
  attached_file_ids?: string[] | null | undefined;
  attached_document_ids?: string[] | null | undefined;
}

const newMessage = {
  role: 'user',
  message_type: 'text',
  status: 'complete',
  run_id: null,
  model: null,
  citations: [],
  usage: null,
  error_code: null,
} as const satisfies Partial<MessageRow>;

const endings = { done: 'Ответ готов', failed: 'Ответ не удался', stopped: 'Ответ остановлен' } as const;

const stoppedBeforeStart: Outcome = {
  status: 'stopped',
  model: '',
  usage: null,
  cite: async () => [],
  error: null,
};

/** The same words that the execution begins with, so that it does not repeat them. */
export const begun: NewEvent = {
  event: 'phase_started',
  data: { phase: 'processing', description: 'Разбираю вопрос' },
};

function firstEvent(waiting: number): NewEvent {
  if (waiting === 0) return begun;
  return { event: 'queue_position', data: { position: waiting, estimated_wait_seconds: null } };
}

function titleFrom(content: string): string {
  const line = content.trim().split('\n', 1)[0] ?? '';
  const short = line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, '')}…` : line;
  return short.toWellFormed();
}
