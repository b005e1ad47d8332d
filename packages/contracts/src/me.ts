import { z } from 'zod';
import { User } from './auth.ts';
import { Instant, Ok } from './common.ts';
import { defineRoute } from './define-route.ts';
import { GenerationBounds, MediaResolution, ModelProfile, ModelProvider } from './models.ts';

export const Settings = z
  .object({
    model_profile: ModelProfile,
    selected_role_prompt_id: z.number().int().nullable(),
    temperature: z.number().nullable(),
    top_p: z.number().nullable(),
    thinking_enabled: z.boolean().nullable(),
    thinking_budget: z.number().int().nullable(),
    media_resolution: MediaResolution.nullable(),
  })
  .meta({ id: 'Settings' });

/** Absent = leave as it is; `null` = back to the default. */
export const SettingsPatch = z
  .object({
    model_profile: ModelProfile,
    selected_role_prompt_id: z.number().int().positive().nullable(),
    temperature: z.number().min(0).max(2).nullable(),
    top_p: z.number().min(0).max(1).nullable(),
    thinking_enabled: z.boolean().nullable(),
    thinking_budget: z.number().int().min(0).max(32_768).nullable(),
    media_resolution: MediaResolution.nullable(),
  })
  .partial()
  .meta({ id: 'SettingsPatch' });

/** The model of a profile, as this user would get it. */
export const EffectiveModel = z.object({ provider: ModelProvider, model: z.string(), ready: z.boolean() });

/** Vendors that a user may have an own key of. */
export const KeyProvider = z.enum(['gemini', 'openai', 'anthropic']);

const ApiKey = z.object({
  api_key: z
    .string()
    .trim()
    .min(8)
    .max(400)
    .regex(/^[\x21-\x7e]+$/),
});

export const Me = z
  .object({
    user: User,
    settings: Settings,
    gemini_api_key_configured: z.boolean(),
    gemini_api_key_updated_at: Instant.nullable(),
    /** When each own key was saved; `null` = there is none. */
    keys: z.object({
      gemini: Instant.nullable(),
      openai: Instant.nullable(),
      anthropic: Instant.nullable(),
    }),
    /** Who answers now, by profile; `ready` is `false` when the vendor's key is missing (then answers are without AI). */
    models: z.object({ simple: EffectiveModel, complex: EffectiveModel }),
    /** What the generation settings may be, see the system settings. */
    bounds: GenerationBounds,
  })
  .meta({ id: 'Me' });

export const getMe = defineRoute({
  id: 'me.get',
  method: 'GET',
  path: '/api/me',
  tag: 'me',
  summary: 'Текущий пользователь и его настройки',
  access: 'user',
  success: { status: 200, kind: 'json', body: Me, description: 'Пользователь и настройки' },
});

export const patchSettings = defineRoute({
  id: 'me.patch_settings',
  method: 'PATCH',
  path: '/api/me/settings',
  tag: 'me',
  summary: 'Изменить настройки',
  access: 'user',
  body: SettingsPatch,
  success: { status: 200, kind: 'json', body: Me, description: 'Пользователь и новые настройки' },
  errors: ['role_not_found'],
});

export const putGeminiKey = defineRoute({
  id: 'me.put_gemini_key',
  method: 'PUT',
  path: '/api/me/keys/gemini',
  tag: 'me',
  summary: 'Сохранить свой ключ Gemini (шифруется, обратно не выдаётся)',
  access: 'user',
  body: ApiKey,
  success: { status: 200, kind: 'json', body: Ok, description: 'Ключ сохранён' },
});

export const deleteGeminiKey = defineRoute({
  id: 'me.delete_gemini_key',
  method: 'DELETE',
  path: '/api/me/keys/gemini',
  tag: 'me',
  summary: 'Удалить свой ключ Gemini',
  access: 'user',
  success: { status: 200, kind: 'json', body: Ok, description: 'Ключа больше нет' },
});

const KeyParams = z.object({ provider: z.enum(['openai', 'anthropic']) });

export const putProviderKey = defineRoute({
  id: 'me.put_key',
  method: 'PUT',
  path: '/api/me/keys/{provider}',
  tag: 'me',
  summary: 'Сохранить свой ключ другого поставщика моделей (шифруется, обратно не выдаётся)',
  access: 'user',
  params: KeyParams,
  body: ApiKey,
  success: { status: 200, kind: 'json', body: Ok, description: 'Ключ сохранён' },
});

export const deleteProviderKey = defineRoute({
  id: 'me.delete_key',
  method: 'DELETE',
  path: '/api/me/keys/{provider}',
  tag: 'me',
  summary: 'Удалить свой ключ другого поставщика моделей',
  access: 'user',
  params: KeyParams,
  success: { status: 200, kind: 'json', body: Ok, description: 'Ключа больше нет' },
});

/** What today's answers have used, of what is allowed; `null` = no limit. */
export const DailyUsage = z
  .object({
    runs: z.number().int(),
    max_runs: z.number().int().nullable(),
    input_tokens: z.number().int(),
    max_input_tokens: z.number().int().nullable(),
    cost_usd: z.number(),
    max_cost_usd: z.number().nullable(),
    /** When the day ends (UTC). */
    resets_at: Instant,
  })
  .meta({ id: 'DailyUsage' });

export const getUsage = defineRoute({
  id: 'me.get_usage',
  method: 'GET',
  path: '/api/me/usage',
  tag: 'me',
  summary: 'Сколько сегодня израсходовано: ответы, токены, деньги',
  access: 'user',
  success: { status: 200, kind: 'json', body: DailyUsage, description: 'Расход за сегодня (UTC)' },
});
