import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';

export type SystemPromptName = 'llm_system' | 'json_annotation' | 'html_ocr' | 'flash_extractor';

export interface SystemPromptRow {
  id: string;
  name: SystemPromptName;
  content: string;
  version: number;
  is_active: boolean;
  description: string | null;
  /** Came with the program. */
  is_default: boolean;
  author_id: string | null;
  created_at: Date;
  updated_at: Date;
}

const db = (executor: Executor) => tables<{ prompts_system: SystemPromptRow }>(executor);

/** One change at a time of what carries this name, until the transaction ends. */
export async function lockPrompts(executor: Executor, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`prompts:${name}`}))`.execute(executor);
}

export function listActivePrompts(executor: Executor): Promise<SystemPromptRow[]> {
  return db(executor)
    .selectFrom('prompts_system')
    .selectAll()
    .where('is_active', '=', true)
    .orderBy('name')
    .execute();
}

/** Versions of one name from the newest, those before `before`. */
export function listPromptVersions(
  executor: Executor,
  { name, before, limit }: { name: SystemPromptName; before?: number | undefined; limit?: number },
): Promise<SystemPromptRow[]> {
  let query = db(executor).selectFrom('prompts_system').selectAll().where('name', '=', name);
  if (before !== undefined) query = query.where('version', '<', before);
  if (limit !== undefined) query = query.limit(limit);
  return query.orderBy('version', 'desc').execute();
}

export function findPrompt(executor: Executor, id: string): Promise<SystemPromptRow | undefined> {
  return db(executor).selectFrom('prompts_system').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertPrompt(executor: Executor, row: SystemPromptRow): Promise<void> {
  await db(executor).insertInto('prompts_system').values(row).execute();
}

export async function deactivatePrompts(
  executor: Executor,
  name: SystemPromptName,
  now: Date,
): Promise<void> {
  await db(executor)
    .updateTable('prompts_system')
    .set({ is_active: false, updated_at: now })
    .where('name', '=', name)
    .where('is_active', '=', true)
    .execute();
}

export async function updatePrompt(
  executor: Executor,
  id: string,
  changes: Partial<Pick<SystemPromptRow, 'is_active' | 'description' | 'updated_at'>>,
): Promise<void> {
  await db(executor).updateTable('prompts_system').set(changes).where('id', '=', id).execute();
}
