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

interface SettingsTables {
  settings_user: SettingsRow;
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
