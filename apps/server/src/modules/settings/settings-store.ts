import { type Executor, tables } from '#platform/db/database.ts';

export interface SettingsRow {
  user_id: string;
  model_profile: 'simple' | 'complex';
  selected_role_prompt_id: number | null;
  temperature: number | null;
  top_p: number | null;
  thinking_enabled: boolean | null;
  thinking_budget: number | null;
  media_resolution: 'low' | 'medium' | 'high' | null;
  updated_at: Date;
}

export interface SecretRow {
  user_id: string;
  gemini_api_key_ciphertext: Buffer;
  key_version: number;
  updated_at: Date;
}

interface SettingsTables {
  settings_user: SettingsRow;
  user_secrets: SecretRow;
}

export function findSettings(executor: Executor, userId: string): Promise<SettingsRow | undefined> {
  const db = tables<SettingsTables>(executor);
  return db.selectFrom('settings_user').selectAll().where('user_id', '=', userId).executeTakeFirst();
}

/** Changes only the given fields of a row that is there, so changes at the same time keep each other; `fresh` is else inserted. */
export async function saveSettings(
  executor: Executor,
  fresh: SettingsRow,
  changes: Partial<SettingsRow>,
): Promise<void> {
  await tables<SettingsTables>(executor)
    .insertInto('settings_user')
    .values(fresh)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(changes))
    .execute();
}

export function findSecret(executor: Executor, userId: string): Promise<SecretRow | undefined> {
  const db = tables<SettingsTables>(executor);
  return db.selectFrom('user_secrets').selectAll().where('user_id', '=', userId).executeTakeFirst();
}

export async function saveSecret(executor: Executor, row: SecretRow): Promise<void> {
  const { user_id: _, ...changes } = row;
  await tables<SettingsTables>(executor)
    .insertInto('user_secrets')
    .values(row)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(changes))
    .execute();
}

export async function deleteSecret(executor: Executor, userId: string): Promise<void> {
  await tables<SettingsTables>(executor).deleteFrom('user_secrets').where('user_id', '=', userId).execute();
}
