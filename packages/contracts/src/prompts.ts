import { z } from 'zod';
import { Id, Instant, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

const PromptParams = z.object({ prompt_id: Id });
const RoleParams = z.object({ role_id: z.coerce.number().int().positive() });

export const SystemPromptName = z.enum(['llm_system', 'json_annotation', 'html_ocr', 'flash_extractor']);

const PromptContent = z
  .string()
  .max(50_000)
  .refine((text) => text.trim() !== '', 'Текст пуст');
const Note = z.string().trim().max(500);

/** One version of a system prompt. */
export const SystemPrompt = z
  .object({
    id: Id,
    name: SystemPromptName,
    content: z.string(),
    version: z.number().int(),
    /** Exactly one version of each name is active. */
    is_active: z.boolean(),
    /** Why this version. */
    description: z.string().nullable(),
    author_id: Id.nullable(),
    /** `null` for versions that came with the program. */
    author: z.string().nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'SystemPrompt' });

export const RolePrompt = z
  .object({
    id: z.number().int(),
    name: z.string(),
    description: z.string().nullable(),
    /** Empty for everybody but administrators. */
    content: z.string(),
    version: z.number().int(),
    is_active: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'RolePrompt' });

export const RoleVersion = z
  .object({
    version: z.number().int(),
    name: z.string(),
    description: z.string().nullable(),
    content: z.string(),
    note: z.string().nullable(),
    author_id: Id.nullable(),
    author: z.string().nullable(),
    created_at: Instant,
  })
  .meta({ id: 'RoleVersion' });

/** Line by line; the lines of both sides in order. */
export const PromptDiff = z
  .object({
    from_version: z.number().int(),
    to_version: z.number().int(),
    lines: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  })
  .meta({ id: 'PromptDiff' });

export const listRoles = defineRoute({
  id: 'prompts.list_roles',
  method: 'GET',
  path: '/api/prompts/roles',
  tag: 'prompts',
  summary: 'Роли, от лица которых может отвечать модель',
  access: 'user',
  success: { status: 200, kind: 'list', body: RolePrompt, description: 'Роли' },
});

export const listSystemPrompts = defineRoute({
  id: 'admin.list_system_prompts',
  method: 'GET',
  path: '/api/admin/prompts/system',
  tag: 'admin',
  summary: 'Действующие системные промпты; с `name` — все версии одного, новые первыми',
  access: 'admin',
  query: PageQuery.extend({ name: SystemPromptName.optional() }),
  success: { status: 200, kind: 'list', body: SystemPrompt, description: 'Промпты' },
});

export const createSystemPrompt = defineRoute({
  id: 'admin.create_system_prompt',
  method: 'POST',
  path: '/api/admin/prompts/system',
  tag: 'admin',
  summary: 'Новая версия системного промпта; действует со следующего сообщения',
  access: 'admin',
  body: z.object({
    name: SystemPromptName,
    content: PromptContent,
    description: Note.nullish(),
    /** `false` keeps it as a draft. */
    is_active: z.boolean().default(true),
  }),
  success: { status: 201, kind: 'json', body: SystemPrompt, description: 'Новая версия' },
});

export const patchSystemPrompt = defineRoute({
  id: 'admin.patch_system_prompt',
  method: 'PATCH',
  path: '/api/admin/prompts/system/{prompt_id}',
  tag: 'admin',
  summary: 'Сделать версию действующей (так же и откат к прежней) или поправить её заметку',
  access: 'admin',
  params: PromptParams,
  body: z.object({ is_active: z.literal(true), description: Note.nullable() }).partial(),
  success: { status: 200, kind: 'json', body: SystemPrompt, description: 'Версия' },
  errors: ['prompt_not_found'],
});

export const diffSystemPrompts = defineRoute({
  id: 'admin.diff_system_prompts',
  method: 'GET',
  path: '/api/admin/prompts/system/{prompt_id}/diff',
  tag: 'admin',
  summary: 'Чем версия отличается от другой (без `against` — от предыдущей)',
  access: 'admin',
  params: PromptParams,
  query: z.object({ against: Id.optional() }),
  success: { status: 200, kind: 'json', body: PromptDiff, description: 'Отличия' },
  errors: ['prompt_not_found'],
});

export const listAllRoles = defineRoute({
  id: 'admin.list_roles',
  method: 'GET',
  path: '/api/admin/prompts/roles',
  tag: 'admin',
  summary: 'Все роли с текстами, выключенные тоже',
  access: 'admin',
  success: { status: 200, kind: 'list', body: RolePrompt, description: 'Роли' },
});

export const createRole = defineRoute({
  id: 'admin.create_role',
  method: 'POST',
  path: '/api/admin/prompts/roles',
  tag: 'admin',
  summary: 'Новая роль',
  access: 'admin',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    description: Note.nullish(),
    content: PromptContent,
    is_active: z.boolean().default(true),
    note: Note.nullish(),
  }),
  success: { status: 201, kind: 'json', body: RolePrompt, description: 'Роль' },
  errors: ['conflict'],
});

export const patchRole = defineRoute({
  id: 'admin.patch_role',
  method: 'PATCH',
  path: '/api/admin/prompts/roles/{role_id}',
  tag: 'admin',
  summary: 'Изменить роль (новая версия), выключить, включить или вернуть прежнюю версию',
  access: 'admin',
  params: RoleParams,
  body: z
    .object({
      name: z.string().trim().min(1).max(100),
      description: Note.nullable(),
      content: PromptContent,
      is_active: z.boolean(),
      note: Note.nullable(),
      /** Texts of this version become a new one; other texts are then not taken. */
      restore_version: z.number().int().positive(),
    })
    .partial(),
  success: { status: 200, kind: 'json', body: RolePrompt, description: 'Роль' },
  errors: ['role_not_found', 'conflict'],
});

export const listRoleVersions = defineRoute({
  id: 'admin.list_role_versions',
  method: 'GET',
  path: '/api/admin/prompts/roles/{role_id}/versions',
  tag: 'admin',
  summary: 'Версии роли, новые первыми',
  access: 'admin',
  params: RoleParams,
  query: PageQuery,
  success: { status: 200, kind: 'list', body: RoleVersion, description: 'Версии' },
  errors: ['role_not_found'],
});

export const diffRoleVersions = defineRoute({
  id: 'admin.diff_role_versions',
  method: 'GET',
  path: '/api/admin/prompts/roles/{role_id}/diff',
  tag: 'admin',
  summary: 'Чем версия текста роли отличается от другой',
  access: 'admin',
  params: RoleParams,
  query: z.object({
    from: z.coerce.number().int().positive(),
    to: z.coerce.number().int().positive(),
  }),
  success: { status: 200, kind: 'json', body: PromptDiff, description: 'Отличия' },
  errors: ['role_not_found'],
});
