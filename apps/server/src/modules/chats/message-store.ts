import type {
  Checks,
  Citation,
  DiffRow,
  Message,
  NotExamined,
  PromptVersions,
  Usage,
} from '@aizoomdoc/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Executor, tables } from '#platform/db/database.ts';
import { toJson } from '#platform/db/json.ts';

export interface MessageRow {
  id: string;
  chat_id: string;
  role: 'user' | 'assistant' | 'system';
  content: string;
  message_type: string;
  status: 'complete' | 'pending' | 'stopped' | 'failed';
  run_id: string | null;
  /** The message that it follows. */
  parent_id: string | null;
  model: string | null;
  model_profile: 'simple' | 'complex' | null;
  citations: z.input<typeof Citation>[];
  checks: z.input<typeof Checks> | null;
  diff: z.input<typeof DiffRow>[];
  not_examined: z.input<typeof NotExamined>[];
  usage: z.input<typeof Usage> | null;
  cost_usd: number | null;
  prompts: z.input<typeof PromptVersions> | null;
  compare: Comparison | null;
  regions: Region[];
  error_code: string | null;
  created_at: Date;
}

export type Comparison = NonNullable<z.output<typeof Message>['compare']>;
export type Region = z.output<typeof Message>['regions'][number];

const jsonColumns = [
  'citations',
  'checks',
  'diff',
  'not_examined',
  'usage',
  'prompts',
  'compare',
  'regions',
] as const;
type JsonColumn = (typeof jsonColumns)[number];

interface MessageTables {
  chat_messages: { [Column in keyof MessageRow]: Column extends JsonColumn ? unknown : MessageRow[Column] };
}

export async function insertMessage(executor: Executor, row: MessageRow): Promise<void> {
  await tables<MessageTables>(executor)
    .insertInto('chat_messages')
    .values({ ...row, ...jsonOf(row) })
    .execute();
}

function jsonOf(row: MessageRow): Record<JsonColumn, string | null> {
  const entries = jsonColumns.map((column) => [column, row[column] === null ? null : toJson(row[column])]);
  return Object.fromEntries(entries) as Record<JsonColumn, string | null>;
}

export async function findMessage(executor: Executor, id: string): Promise<MessageRow | undefined> {
  const db = tables<MessageTables>(executor);
  const row = await db.selectFrom('chat_messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row as MessageRow | undefined;
}

/** The question itself, or the one that the message answers. */
export async function findQuestion(
  executor: Executor,
  chatId: string,
  messageId: string,
): Promise<MessageRow | undefined> {
  const message = await findMessage(executor, messageId);
  const question =
    message?.role === 'assistant' && message.parent_id !== null
      ? await findMessage(executor, message.parent_id)
      : message;
  return question?.chat_id === chatId && question.role === 'user' ? question : undefined;
}

export interface PathEnd {
  chatId: string;
  /** The newest message wanted. */
  messageId: string;
  /** At most so many. */
  limit: number;
}

/** A message and those that it follows, oldest first. */
export async function listPath(executor: Executor, end: PathEnd): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    ${pathTo(end)}
    select message.* from path join chat_messages message on message.id = path.id
    order by path.depth desc`.execute(executor);
  return rows;
}

/** What somebody said, without what was looked at for it. */
export type SpokenRow = Pick<MessageRow, 'id' | 'role' | 'content'>;

/** The same messages, their words only: what was found and proved for them may be a hundred times as long. */
export async function listSpoken(executor: Executor, end: PathEnd): Promise<SpokenRow[]> {
  const { rows } = await sql<SpokenRow>`
    ${pathTo(end)}
    select message.id, message.role, message.content from path join chat_messages message on message.id = path.id
    order by path.depth desc`.execute(executor);
  return rows;
}

const pathTo = ({ chatId, messageId, limit }: PathEnd) => sql`
  with recursive path as (
    select id, parent_id, 1 as depth from chat_messages where id = ${messageId} and chat_id = ${chatId}
    union all
    select earlier.id, earlier.parent_id, path.depth + 1
    from path join chat_messages earlier on earlier.id = path.parent_id
    where path.depth < ${limit}
  )`;

/** Messages of the same role that follow the same message, oldest first, by {@link placeOf}. */
export async function listVariants(
  executor: Executor,
  chatId: string,
  rows: readonly Pick<MessageRow, 'parent_id' | 'role'>[],
): Promise<Map<string, string[]>> {
  const parents = rows.flatMap((row) => row.parent_id ?? []);
  const withFirst = rows.some((row) => row.parent_id === null);
  const { rows: found } = await sql<Pick<MessageRow, 'id' | 'parent_id' | 'role'>>`
    select id, parent_id, role from chat_messages
    where chat_id = ${chatId} and (parent_id = any(${parents}::uuid[]) or (${withFirst} and parent_id is null))
    order by id`.execute(executor);
  const places = [...Map.groupBy(found, placeOf)];
  return new Map(places.map(([place, variants]) => [place, variants.map(({ id }) => id)]));
}

/** Where in its chat a message stands; its variants stand there too. */
export function placeOf({ parent_id, role }: Pick<MessageRow, 'parent_id' | 'role'>): string {
  return `${parent_id} ${role}`;
}

/**
 * The end of the branch that holds the message and was written to last: a message that nothing follows, or a question
 * that is being answered again.
 */
export async function findLatestLeaf(
  executor: Executor,
  chatId: string,
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select id from chat_messages where id = ${messageId} and chat_id = ${chatId}
      union all
      select later.id from below join chat_messages later on later.parent_id = below.id
    )
    select below.id from below
    left join runs open on open.user_message_id = below.id and open.status in ('queued', 'running')
    where not exists (
      select from chat_messages later where later.parent_id = below.id and (open.id is null or later.role = 'user')
    )
    order by coalesce(open.id, below.id) desc limit 1`.execute(executor);
  return rows[0]?.id;
}

/** Questions that waited behind this one follow its answer from now on. */
export async function moveFollowUps(executor: Executor, questionId: string, answerId: string): Promise<void> {
  await tables<MessageTables>(executor)
    .updateTable('chat_messages')
    .set({ parent_id: answerId })
    .where('parent_id', '=', questionId)
    .where('role', '=', 'user')
    .execute();
}

export async function setCompare(executor: Executor, id: string, compare: Comparison): Promise<void> {
  await tables<MessageTables>(executor)
    .updateTable('chat_messages')
    .set({ compare: toJson(compare) })
    .where('id', '=', id)
    .execute();
}

/**
 * Notes which picture shows a place that a person drew.
 * @param index which of the message's regions, from 0
 */
export async function setRegionImage(
  executor: Executor,
  { messageId, index, imageId }: { messageId: string; index: number; imageId: string },
): Promise<void> {
  await sql`
    update chat_messages set regions = jsonb_set(regions, array[${String(index)}, 'image_id'], to_jsonb(${imageId}::text))
    where id = ${messageId} and ${index}::integer < jsonb_array_length(regions)`.execute(executor);
}
