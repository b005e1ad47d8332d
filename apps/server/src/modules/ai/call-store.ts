import type { ModelProvider as ProviderId } from '@aizoomdoc/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Executor, tables } from '#platform/db/database.ts';
import { toJson } from '#platform/db/json.ts';

export type CallStage = 'answer' | 'collect' | 'summary';

/** One call of a model, as it was made. */
export interface CallRow {
  id: string;
  run_id: string;
  user_id: string;
  /** From 1 within the run. */
  n: number;
  stage: CallStage;
  provider: z.output<typeof ProviderId>;
  model: string;
  request: Record<string, unknown>;
  response: Record<string, unknown>;
  input_tokens: number;
  output_tokens: number;
  thinking_tokens: number;
  cached_tokens: number;
  bytes_sent: number;
  cost_usd: number | null;
  error_code: string | null;
  started_at: Date;
  duration_ms: number;
}

interface CallTables {
  model_calls: {
    [Column in keyof CallRow]: Column extends 'request' | 'response' ? unknown : CallRow[Column];
  };
}

const db = (executor: Executor) => tables<CallTables>(executor);

/** @returns the call's number in its run */
export async function insertCall(executor: Executor, row: Omit<CallRow, 'n'>): Promise<number> {
  const { n } = await db(executor)
    .insertInto('model_calls')
    .values(({ selectFrom, fn, val, eb }) => ({
      ...row,
      request: toJson(row.request),
      response: toJson(row.response),
      n: selectFrom('model_calls')
        .where('run_id', '=', row.run_id)
        .select(eb(fn.coalesce(fn.max<number>('n'), val(0)), '+', 1).as('next')),
    }))
    .returning('n')
    .executeTakeFirstOrThrow();
  return n;
}

/** Calls of a run in order. */
export async function listCalls(executor: Executor, runId: string): Promise<CallRow[]> {
  const rows = await db(executor)
    .selectFrom('model_calls')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('n')
    .execute();
  return rows as CallRow[];
}

export interface Spent {
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
  thinking_tokens: number;
  cached_tokens: number;
  bytes_sent: number;
  /** `null` when the price of some call is not known. */
  cost_usd: number | null;
}

/** What all calls of a run came to. */
export async function sumCalls(executor: Executor, runId: string): Promise<Spent> {
  const { rows } = await sql<Spent>`
    select count(*) as model_calls, ${sums},
      case when count(*) = 0 or count(*) <> count(cost_usd) then null else sum(cost_usd) end as cost_usd
    from model_calls where run_id = ${runId}`.execute(executor);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate has a row');
  return row;
}

const sums = sql`
  coalesce(sum(input_tokens), 0)::bigint as input_tokens, coalesce(sum(output_tokens), 0)::bigint as output_tokens,
  coalesce(sum(thinking_tokens), 0)::bigint as thinking_tokens, coalesce(sum(cached_tokens), 0)::bigint as cached_tokens,
  coalesce(sum(bytes_sent), 0)::bigint as bytes_sent`;

export interface DaySpent {
  runs: number;
  input_tokens: number;
  cost_usd: number;
}

/** Runs of a user that asked a model since `from`, and those before this one that are not finished and may yet do. */
export async function countRuns(
  executor: Executor,
  { user_id, id }: { user_id: string; id: string },
  from: Date,
): Promise<number> {
  const { rows } = await sql<{ runs: number }>`
    select count(*) as runs from (
      select run_id from model_calls where user_id = ${user_id} and started_at >= ${from}
      union
      select id from runs where user_id = ${user_id} and status in ('queued', 'running') and id < ${id}
    ) as begun`.execute(executor);
  return rows[0]?.runs ?? 0;
}

/** What a user's runs came to since `from`; money of models whose price is not known is not counted. */
export async function sumDay(executor: Executor, userId: string, from: Date): Promise<DaySpent> {
  const { rows } = await sql<DaySpent>`
    select count(distinct run_id) as runs, coalesce(sum(input_tokens), 0)::bigint as input_tokens,
      coalesce(sum(cost_usd), 0)::double precision as cost_usd
    from model_calls where user_id = ${userId} and started_at >= ${from}`.execute(executor);
  return rows[0] ?? { runs: 0, input_tokens: 0, cost_usd: 0 };
}
