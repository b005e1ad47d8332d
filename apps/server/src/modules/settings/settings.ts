import type { Me, SettingsPatch } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { SecretBox } from '#platform/crypto.ts';
import type { Database } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import {
  deleteSecret,
  findSecret,
  findSettings,
  type SettingsRow,
  saveSecret,
  saveSettings,
} from './settings-store.ts';

type PresentedMe = z.input<typeof Me>;

export interface SettingsDeps {
  db: Database;
  clock: Clock;
  box: SecretBox;
  getUser(userId: string): Promise<PresentedMe['user']>;
  roleExists(roleId: number): Promise<boolean>;
}

/** What a user chooses, and the user's own model key. */
export function createSettings({ db, clock, box, getUser, roleExists }: SettingsDeps) {
  const load = async (userId: string): Promise<SettingsRow> =>
    (await findSettings(db.executor, userId)) ?? { ...defaults, user_id: userId, updated_at: clock.now() };

  async function me(actor: Actor): Promise<PresentedMe> {
    const [user, row, secret] = await Promise.all([
      getUser(actor.userId),
      load(actor.userId),
      findSecret(db.executor, actor.userId),
    ]);
    const { user_id: _, updated_at: __, ...settings } = row;
    return {
      user,
      settings,
      gemini_api_key_configured: secret !== undefined,
      gemini_api_key_updated_at: secret?.updated_at.toISOString() ?? null,
    };
  }

  return {
    me,

    async patch(actor: Actor, patch: z.output<typeof SettingsPatch>): Promise<PresentedMe> {
      const role = patch.selected_role_prompt_id;
      if (typeof role === 'number' && !(await roleExists(role))) {
        throw new Problem(404, 'role_not_found', 'Такой роли нет. Выберите роль из списка.');
      }
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const changes = { ...given, updated_at: clock.now() };
      await saveSettings(db.executor, { ...defaults, user_id: actor.userId, ...changes }, changes);
      return me(actor);
    },

    async putGeminiKey(actor: Actor, apiKey: string): Promise<void> {
      await saveSecret(db.executor, {
        user_id: actor.userId,
        gemini_api_key_ciphertext: box.seal(apiKey, secretContext(actor.userId)),
        key_version: box.keyVersion,
        updated_at: clock.now(),
      });
    },

    deleteGeminiKey: (actor: Actor): Promise<void> => deleteSecret(db.executor, actor.userId),

    /** For the run of this very user; `null` when there is none. */
    async readGeminiKey(userId: string): Promise<string | null> {
      const secret = await findSecret(db.executor, userId);
      return secret === undefined ? null : box.open(secret.gemini_api_key_ciphertext, secretContext(userId));
    },

    forUser: load,
  };
}

export type Settings = ReturnType<typeof createSettings>;

const defaults = {
  model_profile: 'simple' as const,
  selected_role_prompt_id: null,
  temperature: null,
  top_p: null,
  thinking_enabled: null,
  thinking_budget: null,
  media_resolution: null,
};

/** Bound into the ciphertext: a row copied to another user does not open. */
function secretContext(userId: string): string {
  return `user_secrets:gemini:${userId}`;
}
