import { z } from 'zod';
import { Instant } from './common.ts';
import { defineRoute } from './define-route.ts';

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

export const listRoles = defineRoute({
  id: 'prompts.list_roles',
  method: 'GET',
  path: '/api/prompts/roles',
  tag: 'prompts',
  summary: 'Роли, от лица которых может отвечать модель',
  access: 'user',
  success: { status: 200, kind: 'list', body: RolePrompt, description: 'Роли' },
});
