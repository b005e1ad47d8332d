import type { Clock } from '#platform/clock.ts';
import type { SecretBox } from '#platform/crypto.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { openKey } from './endpoint-key.ts';
import { deleteKey, findKey, findKeyTimes, type KeyProvider, saveKey } from './key-store.ts';

export interface KeysDeps {
  db: Database;
  clock: Clock;
  box: SecretBox;
}

/** Users' own keys of model vendors: sealed at rest, read for a run of that very user, never given back. */
export function createKeys({ db, clock, box }: KeysDeps) {
  return {
    put: (actor: Actor, provider: KeyProvider, apiKey: string): Promise<void> =>
      saveKey(db.executor, provider, {
        user_id: actor.userId,
        ciphertext: box.seal(apiKey, keyContext(provider, actor.userId)),
        key_version: box.keyVersion,
        updated_at: clock.now(),
      }),

    delete: (actor: Actor, provider: KeyProvider): Promise<void> =>
      deleteKey(db.executor, actor.userId, provider),

    /** For a run of this very user; `null` when there is none. @throws {ModelError} `bad_key` when it no longer opens */
    async read(userId: string, provider: KeyProvider): Promise<string | null> {
      const sealed = await findKey(db.executor, userId, provider);
      return sealed === null ? null : openKey(box, sealed, keyContext(provider, userId));
    },

    /** When each key was saved. */
    times: (userId: string): Promise<Map<KeyProvider, Date>> => findKeyTimes(db.executor, userId),
  };
}

export type Keys = ReturnType<typeof createKeys>;

/** Bound into the ciphertext: a row copied to another user, or to another vendor, does not open. */
export function keyContext(provider: KeyProvider, userId: string): string {
  return provider === 'gemini' ? `user_secrets:gemini:${userId}` : `user_provider_keys:${provider}:${userId}`;
}
