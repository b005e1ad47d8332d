import {
  deleteGeminiKey,
  deleteProviderKey,
  getMe,
  getSystemSettings,
  listKnownModels,
  patchSettings,
  patchSystemSettings,
  putGeminiKey,
  putProviderKey,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Keys } from './keys.ts';
import type { Settings } from './settings.ts';
import type { SystemSettingsService } from './system-settings.ts';

const ok = { ok: true as const };

export interface SettingsModules {
  settings: Settings;
  keys: Keys;
  system: SystemSettingsService;
}

export function settingsRoutes({ settings, keys, system }: SettingsModules): Implementation[] {
  return [
    implement(getMe, ({ actor }) => settings.me(actor)),
    implement(patchSettings, ({ actor, body }) => settings.patch(actor, body)),
    implement(putGeminiKey, ({ actor, body }) => keys.put(actor, 'gemini', body.api_key).then(() => ok)),
    implement(deleteGeminiKey, ({ actor }) => keys.delete(actor, 'gemini').then(() => ok)),
    implement(putProviderKey, ({ actor, params, body }) =>
      keys.put(actor, params.provider, body.api_key).then(() => ok),
    ),
    implement(deleteProviderKey, ({ actor, params }) => keys.delete(actor, params.provider).then(() => ok)),
    implement(getSystemSettings, () => system.get()),
    implement(patchSystemSettings, ({ actor, body }) => system.patch(actor, body)),
    implement(listKnownModels, () => system.knownModels()),
  ];
}
