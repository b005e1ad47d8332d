import type { Message, Run } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { Attachments } from './attachments.ts';
import { findMessage, insertMessage, type MessageRow, updateChat } from './chat-store.ts';
import { type Chats, untitled } from './chats.ts';
import { nothingToResume, tooManyWaiting } from './errors.ts';
import { presentMessage, presentRun } from './present.ts';
import { begun, type RunExecution } from './run-execution.ts';
import {
  appendEvents,
  findLastRun,
  insertRun,
  listOpenRuns,
  type NewEvent,
  type RunRow,
  requestStop,
} from './run-store.ts';

const maxOpenRuns = 6;

export interface RunDeps {
  db: Database;
  clock: Clock;
  chats: Chats;
  attachments: Attachments;
  execution: RunExecution;
  profileOf(userId: string): Promise<'simple' | 'complex'>;
}

interface Asker {
  userId: string;
  profile: 'simple' | 'complex';
}

export interface Sent {
  message: z.input<typeof Message>;
  run: z.input<typeof Run>;
}

/** Questions and their answers, as the person who asks sees them: accepting, stopping, repeating. */
export function createRuns({ db, clock, chats, attachments, execution, profileOf }: RunDeps) {
  async function enqueue(tx: Executor, message: MessageRow, asker: Asker): Promise<RunRow> {
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
    await appendEvents(tx, { id: run.id, attempt: null }, [firstEvent(waiting.length)]);
    return run;
  }

  /** Read before the transaction: inside it, one more connection a question would drain the pool. */
  async function askerOf({ userId }: Actor): Promise<Asker> {
    return { userId, profile: await profileOf(userId) };
  }

  async function startIfFirst(run: RunRow): Promise<void> {
    const [first] = await listOpenRuns(db.executor, run.chat_id);
    if (first?.id === run.id) await execution.start(run.id);
  }

  return {
    async send(actor: Actor, chatId: string, input: SendInput): Promise<Sent> {
      const chat = await chats.find(actor, chatId);
      const fileIds = input.attached_file_ids ?? [];
      const documentIds = input.attached_document_ids ?? [];
      if (fileIds.length + documentIds.length > 0)
        await attachments.add(actor, chatId, { fileIds, documentIds });
      const now = clock.now();
      const message: MessageRow = {
        ...newMessage,
        id: newId(),
        chat_id: chatId,
        content: input.content,
        created_at: now,
      };
      const asker = await askerOf(actor);
      const run = await db.transaction(async (tx) => {
        const title = chat.title === untitled ? titleFrom(input.content) : chat.title;
        // The update also locks the chat: two messages at once get their places in the queue one after another.
        await updateChat(tx, chatId, { updated_at: now, title, is_archived: false });
        await insertMessage(tx, message);
        return enqueue(tx, message, asker);
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
      const asker = await askerOf(actor);
      const run = await db.transaction(async (tx) => {
        await updateChat(tx, chatId, { updated_at: clock.now() });
        if ((await findLastRun(tx, chatId))?.id !== last.id) throw nothingToResume();
        return enqueue(tx, message, asker);
      });
      await startIfFirst(run);
      return { message: presentMessage(message), run: presentRun(run) };
    },

    /** Stops what is being answered and what waits; what is written stays. */
    async stop(actor: Actor, chatId: string): Promise<z.input<typeof Run> | null> {
      await chats.find(actor, chatId);
      const [first, ...waiting] = await listOpenRuns(db.executor, chatId);
      // What waits goes first, or it would begin when the one before it ends; nobody executes it, so it is ended here.
      for (const run of waiting) {
        await requestStop(db.executor, run.id, clock.now());
        await execution.endWaiting(run.id);
      }
      if (first !== undefined) await requestStop(db.executor, first.id, clock.now());
      const last = await findLastRun(db.executor, chatId);
      return last === undefined ? null : presentRun(last);
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
  parent_id: null,
  model: null,
  model_profile: null,
  citations: [],
  checks: null,
  diff: [],
  not_examined: [],
  usage: null,
  cost_usd: null,
  prompts: null,
  compare: null,
  regions: [],
  error_code: null,
} satisfies Partial<MessageRow>;

function firstEvent(waiting: number): NewEvent {
  if (waiting === 0) return begun;
  return { event: 'queue_position', data: { position: waiting, estimated_wait_seconds: null } };
}

function titleFrom(content: string): string {
  const line = content.trim().split('\n', 1)[0] ?? '';
  const short = line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, '')}…` : line;
  return short.toWellFormed();
}
