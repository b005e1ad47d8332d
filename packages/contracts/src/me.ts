import { z } from 'zod';
import { User } from './auth.ts';
import { Instant, Ok } from './common.ts';
import { defineRoute } from './define-route.ts';

export const ModelProfile = z.enum(['simple', 'complex']);
export const MediaResolution = z.enum(['low', 'medium', 'high']);

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

export const Me = z
  .object({
    user: User,
    settings: Settings,
    gemini_api_key_configured: z.boolean(),
    gemini_api_key_updated_at: Instant.nullable(),
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
  body: z.object({
    api_key: z
      .string()
      .trim()
      .min(8)
      .max(400)
      .regex(/^[\x21-\x7e]+$/),
  }),
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
