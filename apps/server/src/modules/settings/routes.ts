import { deleteGeminiKey, getMe, patchSettings, putGeminiKey } from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Settings } from './settings.ts';

const ok = { ok: true as const };

export function settingsRoutes(settings: Settings): Implementation[] {
  return [
    implement(getMe, ({ actor }) => settings.me(actor)),
    implement(patchSettings, ({ actor, body }) => settings.patch(actor, body)),
    implement(putGeminiKey, ({ actor, body }) => settings.putGeminiKey(actor, body.api_key).then(() => ok)),
    implement(deleteGeminiKey, ({ actor }) => settings.deleteGeminiKey(actor).then(() => ok)),
  ];
}
