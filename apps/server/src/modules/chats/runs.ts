import type { Message, Run } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { Attachments } from './attachments.ts';
import { type ChatRow, lockChat, updateChat } from './chat-store.ts';
import { type Chats, untitled } from './chats.ts';
import { beingAnswered, messageNotFound, notAQuestion, nothingToResume } from './errors.ts';
import { findNamed } from './first-generation.ts';
import type { History } from './history.ts';
import { findMessage, findQuestion, insertMessage, type MessageRow } from './message-store.ts';
import { presentRun } from './present.ts';
import { newQuestion, type QuestionInput, type Questions } from './questions.ts';
import type { RunExecution } from './run-execution.ts';
import type { RunQueue } from './run-queue.ts';
import { findShownRun, listOpenRuns, type RunRow, requestStop } from './run-store.ts';

export interface RunDeps {
  db: Database;
  clock: Clock;
  chats: Chats;
  history: History;
  attachments: Attachments;
  questions: Questions;
  queue: RunQueue;
  execution: RunExecution;
}

export interface Sent {
  message: z.input<typeof Message>;
  run: z.input<typeof Run>;
}

/** Finds something in a chat that is locked. */
type Find<Found> = (tx: Executor, chat: ChatRow) => Promise<Found>;

/** Questions and their answers, as the person who asks sees them: accepting, stopping, repeating. */
export function createRuns(deps: RunDeps) {
  const { db, clock, chats, history, queue, execution } = deps;

  /** Puts a question behind the message that `pickParent` finds, and shows its branch. */
  async function ask(
    actor: Actor,
    { chatId, input }: { chatId: string; input: QuestionInput },
    pickParent: Find<string | null>,
  ): Promise<Sent> {
    const { pointed, sources } = await prepare(actor, chatId, input);
    const asker = await queue.askerOf(actor);
    const asked = await db.transaction(async (tx) => {
      const chat = await lockChat(tx, chatId);
      const now = clock.now();
      const message: MessageRow = {
        ...newQuestion,
        ...pointed,
        id: newId(),
        chat_id: chatId,
        parent_id: await pickParent(tx, chat),
        content: input.content,
        created_at: now,
      };
      await deps.attachments.save(tx, chatId, sources);
      await insertMessage(tx, message);
      const title = chat.title === untitled ? titleFrom(input.content) : chat.title;
      const shown = { active_message_id: message.id, is_archived: false };
      await updateChat(tx, chatId, { ...shown, title, updated_at: now });
      return { message, run: await queue.add(tx, message, asker) };
    });
    return started(asked);
  }

  /** Everything that may be refused or takes time, before the chat is locked. */
  async function prepare(actor: Actor, chatId: string, input: QuestionInput) {
    const pointed = await deps.questions.check(actor, input);
    const named = await findNamed(deps.attachments, actor, input);
    const sources = await deps.attachments.prepare(actor, chatId, {
      fileIds: [...(input.attached_file_ids ?? []), ...named.fileIds],
      documentIds: [...(input.attached_document_ids ?? []), ...named.documentIds],
    });
    return { pointed, sources };
  }

  /** Answers the question that `pick` finds once more; until then its branch ends with it. */
  async function answerAgain(actor: Actor, chatId: string, pick: Find<MessageRow>): Promise<Sent> {
    await chats.find(actor, chatId);
    const asker = await queue.askerOf(actor);
    const asked = await db.transaction(async (tx) => {
      const message = await pick(tx, await lockChat(tx, chatId));
      const open = await listOpenRuns(tx, chatId);
      if (open.some((run) => run.user_message_id === message.id)) throw beingAnswered();
      await updateChat(tx, chatId, { active_message_id: message.id, updated_at: clock.now() });
      return { message, run: await queue.add(tx, message, asker) };
    });
    return started(asked);
  }

  async function started({ message, run }: { message: MessageRow; run: RunRow }): Promise<Sent> {
    await queue.start(run);
    return { message: await history.presentOne(message), run: presentRun(run) };
  }

  return {
    async send(actor: Actor, chatId: string, input: QuestionInput): Promise<Sent> {
      await chats.find(actor, chatId);
      return ask(actor, { chatId, input }, async (_, chat) => chat.active_message_id);
    },

    /** Asks otherwise: beside the old question. */
    async edit(
      actor: Actor,
      { chatId, messageId }: { chatId: string; messageId: string },
      input: QuestionInput,
    ): Promise<Sent> {
      await chats.find(actor, chatId);
      await findAsked(db.executor, chatId, messageId);
      return ask(actor, { chatId, input }, async (tx) => (await findAsked(tx, chatId, messageId)).parent_id);
    },

    /** @param messageId a question, or an answer to it */
    regenerate(actor: Actor, chatId: string, messageId: string): Promise<Sent> {
      return answerAgain(actor, chatId, async (tx) => {
        const question = await findQuestion(tx, chatId, messageId);
        if (question === undefined) throw messageNotFound();
        return question;
      });
    },

    /** Answers the last question again, when its answer failed or was stopped. */
    resume(actor: Actor, chatId: string): Promise<Sent> {
      return answerAgain(actor, chatId, async (tx, chat) => {
        const run = await findShownRun(tx, chat);
        const question = run && (await findMessage(tx, run.user_message_id));
        if (question === undefined || (run?.status !== 'failed' && run?.status !== 'stopped'))
          throw nothingToResume();
        return question;
      });
    },

    /** Stops what is being answered and what waits; what is written stays. */
    async stop(actor: Actor, chatId: string): Promise<z.input<typeof Run> | null> {
      await chats.find(actor, chatId);
      const [first, ...waiting] = await listOpenRuns(db.executor, chatId);
      // What waits goes first, or it would begin when the one before it ends; nobody executes it, so it is ended here.
      // From behind: nobody moves up on the way.
      for (const run of waiting.reverse()) {
        await requestStop(db.executor, run.id, clock.now());
        await execution.endWaiting(run.id);
      }
      if (first !== undefined) await requestStop(db.executor, first.id, clock.now());
      const last = await findShownRun(db.executor, await chats.find(actor, chatId));
      return last === undefined ? null : presentRun(last);
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;

/** @throws 404, 422 when it is no question */
async function findAsked(executor: Executor, chatId: string, messageId: string): Promise<MessageRow> {
  const message = await findMessage(executor, messageId);
  if (message?.chat_id !== chatId) throw messageNotFound();
  if (message.role !== 'user') throw notAQuestion();
  return message;
}

function titleFrom(content: string): string {
  const line = content.trim().split('\n', 1)[0] ?? '';
  const short = line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, '')}…` : line;
  return short.toWellFormed();
}
