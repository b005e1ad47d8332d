import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Attachments } from './attachments.ts';
import { lockChat, updateChat } from './chat-store.ts';
import { findNamed, parseRecords } from './first-generation.ts';
import { type Comparison, findQuestion, setCompare } from './message-store.ts';
import type { Questions } from './questions.ts';
import type { RunQueue } from './run-queue.ts';
import { forgetLooks } from './run-remains.ts';
import { appendEvents, listOpenRuns, type RunRow, requestStop, updateRun } from './run-store.ts';

export interface StreamSetupDeps {
  db: Database;
  clock: Clock;
  attachments: Attachments;
  questions: Questions;
  queue: RunQueue;
}

/** What the first-generation client says of its question only when it opens the stream. */
export interface StreamWishes {
  document_ids?: string[] | undefined;
  compare_document_ids_a?: string[] | undefined;
  compare_document_ids_b?: string[] | undefined;
  google_files?: string | undefined;
  tree_files?: string | undefined;
}

/** Takes over what comes with the stream; whose chat it is, is checked by the caller. */
export function createStreamSetup({ db, clock, attachments, questions, queue }: StreamSetupDeps) {
  async function prepare(actor: Actor, chatId: string, wishes: StreamWishes) {
    const named = await findNamed(attachments, actor, {
      google_files: parseRecords('google_files', wishes.google_files),
      tree_files: parseRecords('tree_files', wishes.tree_files),
    });
    const wanted = comparisonIn(wishes);
    return {
      compare: wanted && (await questions.checkCompare(actor, wanted)),
      sources: await attachments.prepare(actor, chatId, {
        fileIds: named.fileIds,
        documentIds: [...(wishes.document_ids ?? []), ...named.documentIds],
      }),
    };
  }

  /** Ends a run without an answer: another run of the same question takes its place. */
  async function replace(tx: Executor, run: RunRow): Promise<void> {
    const now = clock.now();
    await requestStop(tx, run.id, now);
    const data = { status: 'stopped', message: 'Вопрос задан заново' };
    await appendEvents(tx, { id: run.id, attempt: null }, [{ event: 'completed', data }]);
    await updateRun(tx, run.id, { status: 'stopped', finished_at: now });
    await forgetLooks(tx, run.id);
  }

  return {
    /** Begins the answer anew when it was begun without what is wished now; the same wishes again change nothing. */
    async apply(actor: Actor, chatId: string, wishes: StreamWishes): Promise<void> {
      const { compare, sources } = await prepare(actor, chatId, wishes);
      if (compare === null && sources.length === 0) return;
      const asker = await queue.askerOf(actor);
      const run = await db.transaction(async (tx) => {
        const { active_message_id: last } = await lockChat(tx, chatId);
        const question = last === null ? undefined : await findQuestion(tx, chatId, last);
        await attachments.save(tx, chatId, sources);
        const isCompared = compare === null || isDeepStrictEqual(question?.compare, compare);
        if (question === undefined || (isCompared && sources.length === 0)) return null;
        if (compare !== null) await setCompare(tx, question.id, compare);
        const open = await listOpenRuns(tx, chatId);
        const current = open.find((each) => each.user_message_id === question.id);
        if (current !== undefined) await replace(tx, current);
        await updateChat(tx, chatId, { active_message_id: question.id, updated_at: clock.now() });
        return queue.add(tx, question, asker);
      });
      if (run !== null) await queue.start(run);
    },
  };
}

export type StreamSetup = ReturnType<typeof createStreamSetup>;

/** @throws 422 when only one side is given */
function comparisonIn({
  compare_document_ids_a: a = [],
  compare_document_ids_b: b = [],
}: StreamWishes): Comparison | null {
  if (a.length + b.length === 0) return null;
  const [path, message] = ['query', 'Для сравнения нужны документы с обеих сторон: A и B.'];
  if (a.length === 0 || b.length === 0)
    throw new Problem(422, 'validation_failed', message, { details: [{ path, code: 'custom', message }] });
  const side = (ids: string[]) => ids.map((document_id) => ({ document_id }));
  return { a: side(a), b: side(b) };
}
