import { tables } from '#platform/db/database.ts';
import type { SealedValues } from '#platform/rotate-secrets.ts';
import { endpointContext, endpointKey, sealedOf, sealedValue } from './endpoint-key.ts';
import type { KeyTables } from './key-store.ts';
import { keyContext } from './keys.ts';
import type { SystemTables } from './system-store.ts';

const geminiKeys: SealedValues = {
  label: 'Ключи Gemini пользователей',
  async lock(tx, { after, limit }) {
    let query = tables<KeyTables>(tx).selectFrom('user_secrets').selectAll();
    if (after !== null) query = query.where('user_id', '>', after);
    const rows = await query.orderBy('user_id').limit(limit).forUpdate().execute();
    return rows.map(({ user_id: id, gemini_api_key_ciphertext: sealed }) => ({
      id,
      sealed,
      context: keyContext('gemini', id),
    }));
  },
  async replace(tx, id, { sealed, keyVersion }) {
    await tables<KeyTables>(tx)
      .updateTable('user_secrets')
      .set({ gemini_api_key_ciphertext: sealed, key_version: keyVersion })
      .where('user_id', '=', id)
      .execute();
  },
};

/** One vendor at a time: the table's key is the user with the vendor. */
const keysOf = (provider: 'openai' | 'anthropic', label: string): SealedValues => ({
  label,
  async lock(tx, { after, limit }) {
    let query = tables<KeyTables>(tx).selectFrom('user_provider_keys').selectAll();
    query = query.where('provider', '=', provider);
    if (after !== null) query = query.where('user_id', '>', after);
    const rows = await query.orderBy('user_id').limit(limit).forUpdate().execute();
    return rows.map(({ user_id: id, ciphertext: sealed }) => ({
      id,
      sealed,
      context: keyContext(provider, id),
    }));
  },
  async replace(tx, id, { sealed, keyVersion }) {
    await tables<KeyTables>(tx)
      .updateTable('user_provider_keys')
      .set({ ciphertext: sealed, key_version: keyVersion })
      .where('user_id', '=', id)
      .where('provider', '=', provider)
      .execute();
  },
});

const endpoint: SealedValues = {
  label: 'Ключ своего сервера моделей',
  async lock(tx, { after }) {
    const rows = tables<SystemTables>(tx).selectFrom('settings_system').selectAll();
    const row = await rows.where('key', '=', endpointKey).forUpdate().executeTakeFirst();
    const sealed = sealedOf(row);
    return after === null && sealed !== null ? [{ id: endpointKey, sealed, context: endpointContext }] : [];
  },
  async replace(tx, id, { sealed, keyVersion }) {
    await tables<SystemTables>(tx)
      .updateTable('settings_system')
      .set({ value: sealedValue(sealed, keyVersion) })
      .where('key', '=', id)
      .execute();
  },
};

/** The secrets that this module keeps, for the rotation of the master key. */
export const sealedSettings: readonly SealedValues[] = [
  geminiKeys,
  keysOf('openai', 'Ключи OpenAI пользователей'),
  keysOf('anthropic', 'Ключи Anthropic пользователей'),
  endpoint,
];
