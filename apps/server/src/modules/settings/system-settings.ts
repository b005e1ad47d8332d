import { type SystemSettings, SystemSettingsPatch } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { SecretBox } from '#platform/crypto.ts';
import type { Database } from '#platform/db/database.ts';
import { conflict } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { checkSystem, refuse } from './check-system.ts';
import { endpointKey, readEndpointKey, saveEndpointKey } from './endpoint-key.ts';
import { knownModels } from './known-models.ts';
import { type SystemSections, systemDefaults } from './system-defaults.ts';
import { lockSystem, readSystem, type SystemRow, saveSystem } from './system-store.ts';

/** Everything that an administrator may change at run time; see the contract for what each field means. */
export type SystemSettingsValues = z.output<typeof SystemSettings>;

type Patch = z.output<typeof SystemSettingsPatch>;

export interface SystemSettingsDeps {
  db: Database;
  clock: Clock;
  box: SecretBox;
}

/** Row of what was changed, section by section; what was not keeps following the program's defaults. */
const changesKey = 'system';

/** The settings of the installation. Read anew each time, so a change acts on the next message, on every process. */
export function createSystemSettings({ db, clock, box }: SystemSettingsDeps) {
  async function get(): Promise<SystemSettingsValues> {
    const rows = await readSystem(db.executor);
    return present(rows.get(changesKey), rows.has(endpointKey));
  }

  return {
    get,

    /** @throws 409 when `version` is not the one that was read, 422 when settings contradict each other */
    async patch(actor: Actor, { version, ...patch }: Patch): Promise<SystemSettingsValues> {
      const key = patch.compatible?.api_key;
      if (typeof key === 'string' && !/^[\x21-\x7e]*$/.test(key))
        refuse([{ path: 'body.compatible.api_key', message: 'в ключе есть пробелы или русские буквы' }]);
      await db.transaction(async (tx) => {
        const row = await lockSystem(tx, changesKey, clock.now());
        if (version !== undefined && version !== row.version)
          throw conflict('Настройки уже изменил кто-то другой. Откройте их заново и повторите изменение.');
        const value = merge(row.value, patch);
        const after = withDefaults(value);
        checkSystem(after);
        const change = { updated_by: actor.userId, updated_at: clock.now() };
        await saveSystem(tx, { ...row, ...change, value, version: row.version + 1 });
        // A key goes nowhere that it was not given for.
        const isLost = isElsewhere(withDefaults(row.value), after);
        if (key !== undefined || isLost) await saveEndpointKey(tx, key ?? null, { ...change, box });
      });
      return get();
    },

    knownModels: () => knownModels(clock.now()),

    /** Key of the installation's own endpoint; `null` when it has none. */
    readEndpointKey: (): Promise<string | null> => readEndpointKey(db.executor, box),
  };
}

export type SystemSettingsService = ReturnType<typeof createSystemSettings>;

function present(row: SystemRow | undefined, isKeyConfigured: boolean): SystemSettingsValues {
  const { compatible, ...sections } = withDefaults(row?.value ?? {});
  const isChanged = row !== undefined && row.version > 0;
  return {
    ...sections,
    compatible: { ...compatible, key_configured: isKeyConfigured },
    version: row?.version ?? 0,
    updated_by: row?.updated_by ?? null,
    updated_at: isChanged ? row.updated_at.toISOString() : null,
  };
}

/** A stored section that the contract of today does not take is left out, rather than every message failing. */
function withDefaults(changes: Record<string, unknown>): SystemSections {
  const sections = Object.entries(systemDefaults).map(([name, fallback]) => {
    const parsed = SystemSettingsPatch.safeParse({ [name]: changes[name] ?? {} });
    const changed = parsed.success ? parsed.data[name as keyof SystemSections] : {};
    return [name, { ...fallback, ...changed }];
  });
  return Object.fromEntries(sections) as unknown as SystemSections;
}

function merge(changes: Record<string, unknown>, patch: Omit<Patch, 'version'>): Record<string, unknown> {
  const sections = Object.entries(patch).map(([name, section]) => {
    const { api_key: _, ...given } = section as Record<string, unknown>;
    const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return [name, { ...(changes[name] as object | undefined), ...defined }];
  });
  return { ...changes, ...Object.fromEntries(sections) };
}

function isElsewhere(before: SystemSections, after: SystemSections): boolean {
  const origin = ({ compatible: { base_url: url } }: SystemSections) => url && new URL(url).origin;
  return origin(before) !== null && origin(before) !== origin(after);
}
