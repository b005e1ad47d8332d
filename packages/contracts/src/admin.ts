import { z } from 'zod';
import { User, UserRole, UserStatus } from './auth.ts';
import { Id, Instant, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

const UserParams = z.object({ user_id: Id });

export const Username = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]*$/u);

/** A user with the static token, which is shown this once. */
export const IssuedUser = z.object({ user: User, static_token: z.string() }).meta({ id: 'IssuedUser' });

export const AuditEntry = z
  .object({
    id: Id,
    created_at: Instant,
    actor_id: Id.nullable(),
    /** Operation id of the route, or an event of the server itself. */
    action: z.string(),
    /** `ok` or the error code of a denial. */
    outcome: z.string(),
    target_id: z.string().nullable(),
    address: z.string().nullable(),
    request_id: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

export const listUsers = defineRoute({
  id: 'admin.list_users',
  method: 'GET',
  path: '/api/admin/users',
  tag: 'admin',
  summary: 'Пользователи',
  access: 'admin',
  query: PageQuery,
  success: { status: 200, kind: 'list', body: User, description: 'Пользователи, новые первыми' },
});

export const createUser = defineRoute({
  id: 'admin.create_user',
  method: 'POST',
  path: '/api/admin/users',
  tag: 'admin',
  summary: 'Создать пользователя; его токен показывается один раз',
  access: 'admin',
  body: z.object({ username: Username, role: UserRole.default('user') }),
  success: { status: 201, kind: 'json', body: IssuedUser, description: 'Пользователь и его токен' },
  errors: ['conflict'],
});

export const patchUser = defineRoute({
  id: 'admin.patch_user',
  method: 'PATCH',
  path: '/api/admin/users/{user_id}',
  tag: 'admin',
  summary: 'Заблокировать или разблокировать, сменить роль, переименовать',
  access: 'admin',
  params: UserParams,
  body: z.object({ username: Username, role: UserRole, status: UserStatus }).partial(),
  success: { status: 200, kind: 'json', body: User, description: 'Пользователь' },
  errors: ['user_not_found', 'conflict'],
});

export const reissueToken = defineRoute({
  id: 'admin.reissue_token',
  method: 'POST',
  path: '/api/admin/users/{user_id}/token',
  tag: 'admin',
  summary: 'Выпустить новый токен; прежний и все сессии отзываются',
  access: 'admin',
  params: UserParams,
  success: { status: 201, kind: 'json', body: IssuedUser, description: 'Пользователь и его новый токен' },
  errors: ['user_not_found'],
});

export const listAudit = defineRoute({
  id: 'admin.list_audit',
  method: 'GET',
  path: '/api/admin/audit',
  tag: 'admin',
  summary: 'Журнал действий',
  access: 'admin',
  query: PageQuery.extend({ actor_id: Id.optional(), action: z.string().max(80).optional() }),
  success: { status: 200, kind: 'list', body: AuditEntry, description: 'Записи, новые первыми' },
});
