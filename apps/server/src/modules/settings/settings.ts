import type { Me, SettingsPatch } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { type ChosenModels, chooseModels } from './choose-models.ts';
import { withinBounds } from './generation.ts';
import type { KeyProvider } from './key-store.ts';
import type { Keys } from './keys.ts';
import { findSettings, type SettingsRow, saveSettings } from './settings-store.ts';
import type { SystemSettingsService, SystemSettingsValues } from './system-settings.ts';

type PresentedMe = z.input<typeof Me>;

export interface SettingsDeps {
  db: Database;
  clock: Clock;
  keys: Keys;
  system: SystemSettingsService;
  /** Vendors that answer everybody without an own key; only the scripted model does. */
  keyless: readonly KeyProvider[];
  getUser(userId: string): Promise<PresentedMe['user']>;
  roleExists(roleId: number): Promise<boolean>;
}

/** What a user chooses, and who answers that user. */
export function createSettings({ db, clock, keys, system, keyless, getUser, roleExists }: SettingsDeps) {
  const load = async (userId: string): Promise<SettingsRow> =>
    (await findSettings(db.executor, userId)) ?? { ...defaults, user_id: userId, updated_at: clock.now() };

  const choose = ({ models, compatible }: SystemSettingsValues, times: Map<KeyProvider, Date>) =>
    chooseModels(models, ({ provider }) =>
      provider === 'compatible'
        ? compatible.base_url !== null
        : times.has(provider) || keyless.includes(provider),
    );

  async function me({ userId }: Actor): Promise<PresentedMe> {
    const [user, row, times, values] = await Promise.all([
      getUser(userId),
      load(userId),
      keys.times(userId),
      system.get(),
    ]);
    const { user_id: _, updated_at: __, ...wishes } = row;
    const { bounds } = values.generation;
    const models = choose(values, times);
    const saved = (provider: KeyProvider) => times.get(provider)?.toISOString() ?? null;
    return {
      user,
      settings: withinBounds(wishes, bounds),
      gemini_api_key_configured: times.has('gemini'),
      gemini_api_key_updated_at: saved('gemini'),
      keys: { gemini: saved('gemini'), openai: saved('openai'), anthropic: saved('anthropic') },
      models: { simple: models.simple, complex: models.complex_answerer },
      bounds,
    };
  }

  return {
    me,

    /** Who would answer this user now, by purpose. */
    async modelsFor(userId: string): Promise<ChosenModels> {
      const [values, times] = await Promise.all([system.get(), keys.times(userId)]);
      return choose(values, times);
    },

    /**
     * Numbers outside the installation's bounds are not refused, for clients of the first generation know no bounds:
     * the wish is kept, what is shown and used is the nearer end.
     */
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
