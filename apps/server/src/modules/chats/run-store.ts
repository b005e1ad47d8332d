import type { EventName } from '@aizoomdoc/contracts';
import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import { toJson } from '#platform/db/json.ts';

export type RunStatus = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

export interface RunRow {
  id: string;
  chat_id: string;
  user_id: string;
  user_message_id: string;
  answer_message_id: string | null;
  status: RunStatus;
  /** How many times somebody began to execute it; fences off an executor that was taken for dead. */
  attempt: number;
  last_seq: number;
  model_profile: 'simple' | 'complex';
  usage: unknown;
  error_code: string | null;
  stop_requested_at: Date | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface EventRow {
  seq: number;
  event: EventName;
  data: Record<string, unknown>;
}

export type NewEvent = Omit<EventRow, 'seq'>;

interface RunTables {
  runs: RunRow;
  run_events: EventRow & { run_id: string };
}

export const runEventsChannel = 'run_events';
export const runStopChannel = 'run_stop';
/** A run may start; for processes that execute when this one does not. */
export const runStartChannel = 'run_start';

export async function insertRun(executor: Executor, row: RunRow): Promise<void> {
  await tables<RunTables>(executor).insertInto('runs').values(row).execute();
}

export function findRun(executor: Executor, id: string): Promise<RunRow | undefined> {
  return tables<RunTables>(executor).selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The run that the last message of the shown branch belongs to: of an answer the one that wrote it, of a question the latest. */
export async function findShownRun(
  executor: Executor,
  chat: { id: string; active_message_id: string | null },
): Promise<RunRow | undefined> {
  const { active_message_id: last } = chat;
  if (last === null) return undefined;
  return tables<RunTables>(executor)
    .selectFrom('runs')
    .selectAll()
    .where('chat_id', '=', chat.id)
    .where((where) => where.or([where('user_message_id', '=', last), where('answer_message_id', '=', last)]))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Seconds that the latest answers of this installation took, at the median; `null` before the first one. */
export async function readMedianSeconds(executor: Executor): Promise<number | null> {
  const { rows } = await sql<{ median: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at)) as median
    from (
      select started_at, finished_at from runs where status = 'done' order by id desc limit ${medianOf}
    ) as latest`.execute(executor);
  return rows[0]?.median ?? null;
}

const medianOf = 25;

/** Runs of the chat that are not finished, oldest first. */
export function listOpenRuns(executor: Executor, chatId: string): Promise<RunRow[]> {
  return tables<RunTables>(executor)
    .selectFrom('runs')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('status', 'in', ['queued', 'running'])
    .orderBy('id')
    .execute();
}

/** Oldest unfinished run of each chat, when it is still queued: what may start now. */
export async function listStartable(executor: Executor, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select distinct on (chat_id) id, status from runs where status in ('queued', 'running') order by chat_id, id
    ) as first_open
    where status = 'queued' order by id limit ${limit}`.execute(executor);
  return rows.map((row) => row.id);
}

/** Runs that are being executed since before `limit`. */
export async function listRunning(executor: Executor, limit: Date): Promise<string[]> {
  const rows = await tables<RunTables>(executor)
    .selectFrom('runs')
    .select('id')
    .where('status', '=', 'running')
    .where('started_at', '<', limit)
    .limit(1000)
    .execute();
  return rows.map((row) => row.id);
}

/** Marks the start of an execution; `undefined` when the run is already finished. */
export function claimRun(executor: Executor, id: string, now: Date): Promise<RunRow | undefined> {
  return tables<RunTables>(executor)
    .updateTable('runs')
    .set({
      status: 'running',
      attempt: sql`attempt + 1`,
      started_at: sql`coalesce(started_at, ${now})`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
}

/**
 * Appends events in one statement and wakes the readers when it commits.
 * @param attempt the execution that writes; `null` skips the fence (the run is not executing yet)
 * @returns the last seq, or `null` when the run is finished or belongs to another execution
 */
export async function appendEvents(
  executor: Executor,
  run: { id: string; attempt: number | null },
  events: readonly NewEvent[],
): Promise<number | null> {
  const { rows } = await sql<{ seq: number | null }>`
    with claimed as (
      update runs set last_seq = last_seq + ${events.length}
      where id = ${run.id} and status in ('queued', 'running')
        and (${run.attempt}::integer is null or attempt = ${run.attempt})
      returning last_seq
    ), added as (
      insert into run_events (run_id, seq, event, data)
      select ${run.id}::uuid, claimed.last_seq - ${events.length} + item.n, item.event, item.data
      from claimed, unnest(
        ${events.map((event) => event.event)}::text[],
        ${events.map((event) => toJson(event.data))}::jsonb[]
      ) with ordinality as item (event, data, n)
      returning seq
    ), woken as (
      select pg_notify(${runEventsChannel}, ${run.id}) where exists (select from added)
    )
    select max(seq) as seq, (select count(*) from woken) from added`.execute(executor);
  return rows[0]?.seq ?? null;
}

export function readEvents(
  executor: Executor,
  runId: string,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  return tables<RunTables>(executor)
    .selectFrom('run_events')
    .select(['seq', 'event', 'data'])
    .where('run_id', '=', runId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** What readers of the run have before them: the tokens since the last `answer_restarted`, in order. */
export async function readDeliveredText(executor: Executor, runId: string): Promise<string> {
  const { rows } = await sql<{ text: string | null }>`
    select string_agg(data ->> 'token', '' order by seq) as text from run_events
    where run_id = ${runId} and event = 'llm_token' and seq > coalesce(
      (select max(seq) from run_events where run_id = ${runId} and event = 'answer_restarted'), 0)`.execute(
    executor,
  );
  return rows[0]?.text ?? '';
}

export async function updateRun(
  executor: Executor,
  id: string,
  change: Partial<Pick<RunRow, 'status' | 'answer_message_id' | 'usage' | 'error_code' | 'finished_at'>>,
): Promise<void> {
  await tables<RunTables>(executor)
    .updateTable('runs')
    .set({ ...change, ...(change.usage !== undefined && { usage: toJson(change.usage) }) })
    .where('id', '=', id)
    .execute();
}

export async function announceRun(executor: Executor, id: string): Promise<void> {
  await sql`select pg_notify(${runStartChannel}, ${id})`.execute(executor);
}

export async function requestStop(executor: Executor, id: string, now: Date): Promise<void> {
  const db = tables<RunTables>(executor);
  await db.updateTable('runs').set({ stop_requested_at: now }).where('id', '=', id).execute();
  await sql`select pg_notify(${runStopChannel}, ${id})`.execute(executor);
}
