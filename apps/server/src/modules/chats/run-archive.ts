import type { Run } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import { type Database, type Executor, tables } from '#platform/db/database.ts';
import { idCursor } from '#platform/http/paging.ts';
import type { Page } from '#platform/http/route.ts';
import { runNotFound } from './errors.ts';
import { findMessage, type MessageRow } from './message-store.ts';
import { presentRun } from './present.ts';
import { type EventRow, findRun, type RunRow, readEvents } from './run-store.ts';

/** A run as administrators see it. */
export interface RunSummary extends z.input<typeof Run> {
  user_id: string;
  model: string | null;
  usage: MessageRow['usage'];
  cost_usd: number | null;
}

export interface ArchivedRun {
  run: RunRow;
  presented: z.input<typeof Run>;
  question: string;
  prompts: MessageRow['prompts'];
  events: EventRow[];
}

export interface RunQuery {
  limit: number;
  cursor?: string | undefined;
  user_id?: string | undefined;
  chat_id?: string | undefined;
}

type Listed = RunRow & Pick<MessageRow, 'model' | 'cost_usd'> & { answer_usage: MessageRow['usage'] };

const mostEvents = 20_000;

/** Runs of everybody, for those who look after the installation. */
export function createRunArchive({ db }: { db: Database }) {
  return {
    /** Newest first. */
    async list(query: RunQuery): Promise<Page<RunSummary>> {
      const rows = await listRuns(db.executor, { ...query, before: idCursor(query.cursor) });
      const page = rows.slice(0, query.limit);
      return {
        items: page.map((row) => ({
          ...presentRun(row),
          user_id: row.user_id,
          model: row.model,
          usage: row.answer_usage,
          cost_usd: row.cost_usd,
        })),
        next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
      };
    },

    /** @throws 404 */
    async get(runId: string): Promise<ArchivedRun> {
      const run = await findRun(db.executor, runId);
      if (run === undefined) throw runNotFound();
      const [question, answer, events] = await Promise.all([
        findMessage(db.executor, run.user_message_id),
        run.answer_message_id === null ? undefined : findMessage(db.executor, run.answer_message_id),
        readEvents(db.executor, run.id, 0, mostEvents),
      ]);
      return {
        run,
        presented: presentRun(run),
        question: question?.content ?? '',
        prompts: answer?.prompts ?? null,
        events,
      };
    },
  };
}

export type RunArchive = ReturnType<typeof createRunArchive>;

function listRuns(
  executor: Executor,
  { limit, before, user_id, chat_id }: RunQuery & { before: string | undefined },
): Promise<Listed[]> {
  let query = tables<{ runs: RunRow; chat_messages: MessageRow }>(executor)
    .selectFrom('runs as run')
    .leftJoin('chat_messages as answer', 'answer.id', 'run.answer_message_id')
    .selectAll('run')
    .select(['answer.model', 'answer.cost_usd', 'answer.usage as answer_usage']);
  if (before !== undefined) query = query.where('run.id', '<', before);
  if (user_id !== undefined) query = query.where('run.user_id', '=', user_id);
  if (chat_id !== undefined) query = query.where('run.chat_id', '=', chat_id);
  return query
    .orderBy('run.id', 'desc')
    .limit(limit + 1)
    .execute() as Promise<Listed[]>;
}
