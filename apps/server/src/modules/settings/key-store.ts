import { type Executor, tables } from '#platform/db/database.ts';

/** Vendors that a user may have an own key of. */
export type KeyProvider = 'gemini' | 'openai' | 'anthropic';

export interface KeyRow {
  user_id: string;
  ciphertext: Buffer;
  key_version: number;
  updated_at: Date;
}

/** The first vendor's keys have a table of their own, whose columns the first generation named. */
export interface KeyTables {
  user_secrets: {
    user_id: string;
    gemini_api_key_ciphertext: Buffer;
    key_version: number;
    updated_at: Date;
  };
  user_provider_keys: KeyRow & { provider: Exclude<KeyProvider, 'gemini'> };
}

export async function findKey(
  executor: Executor,
  userId: string,
  provider: KeyProvider,
): Promise<Buffer | null> {
  const db = tables<KeyTables>(executor);
  if (provider === 'gemini') {
    const found = db.selectFrom('user_secrets').select('gemini_api_key_ciphertext as ciphertext');
    return (await found.where('user_id', '=', userId).executeTakeFirst())?.ciphertext ?? null;
  }
  const found = db.selectFrom('user_provider_keys').select('ciphertext').where('provider', '=', provider);
  return (await found.where('user_id', '=', userId).executeTakeFirst())?.ciphertext ?? null;
}

/** When each key of the user was saved. */
export async function findKeyTimes(executor: Executor, userId: string): Promise<Map<KeyProvider, Date>> {
  const db = tables<KeyTables>(executor);
  const [gemini, others] = await Promise.all([
    db.selectFrom('user_secrets').select('updated_at').where('user_id', '=', userId).executeTakeFirst(),
    db
      .selectFrom('user_provider_keys')
      .select(['provider', 'updated_at'])
      .where('user_id', '=', userId)
      .execute(),
  ]);
  const times = new Map<KeyProvider, Date>(others.map((row) => [row.provider, row.updated_at]));
  if (gemini !== undefined) times.set('gemini', gemini.updated_at);
  return times;
}

export async function saveKey(executor: Executor, provider: KeyProvider, row: KeyRow): Promise<void> {
  const db = tables<KeyTables>(executor);
  const { user_id, ciphertext, ...rest } = row;
  if (provider === 'gemini') {
    const changes = { ...rest, gemini_api_key_ciphertext: ciphertext };
    await db
      .insertInto('user_secrets')
      .values({ user_id, ...changes })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(changes))
      .execute();
    return;
  }
  await db
    .insertInto('user_provider_keys')
    .values({ ...row, provider })
    .onConflict((conflict) => conflict.columns(['user_id', 'provider']).doUpdateSet({ ...rest, ciphertext }))
    .execute();
}

export async function deleteKey(executor: Executor, userId: string, provider: KeyProvider): Promise<void> {
  const db = tables<KeyTables>(executor);
  if (provider === 'gemini') {
    await db.deleteFrom('user_secrets').where('user_id', '=', userId).execute();
    return;
  }
  const own = db.deleteFrom('user_provider_keys').where('user_id', '=', userId);
  await own.where('provider', '=', provider).execute();
}
