import { z } from 'zod';
import { Id, Instant, Ok } from './common.ts';
import { defineRoute } from './define-route.ts';

export const UserRole = z.enum(['user', 'admin']);
export const UserStatus = z.enum(['active', 'blocked']);

export const User = z
  .object({
    id: Id,
    username: z.string(),
    role: UserRole,
    status: UserStatus,
    created_at: Instant,
    last_seen_at: Instant.nullable(),
  })
  .meta({ id: 'User' });

export const Tokens = z
  .object({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    /** Seconds until the access token expires. */
    expires_in: z.number().int(),
    /** Left out when the refresh token went into the HttpOnly cookie. */
    refresh_token: z.string().optional(),
    /** Seconds. */
    refresh_expires_in: z.number().int(),
    user: User,
  })
  .meta({ id: 'Tokens' });

export const exchangeToken = defineRoute({
  id: 'auth.exchange',
  method: 'POST',
  path: '/api/auth/exchange',
  tag: 'auth',
  summary: 'Обменять статичный токен на пару access + refresh',
  access: 'public',
  body: z.object({
    static_token: z.string().min(1).max(200),
    /** `true`: the refresh token goes into an HttpOnly cookie instead of the body (browsers). */
    use_cookie: z.boolean().default(false),
  }),
  success: { status: 200, kind: 'json', body: Tokens, description: 'Токены' },
  errors: ['token_invalid', 'user_blocked', 'throttled'],
});

export const refreshTokens = defineRoute({
  id: 'auth.refresh',
  method: 'POST',
  path: '/api/auth/refresh',
  tag: 'auth',
  summary: 'Обновить токены; использованный refresh отзывается, повторное его использование отзывает сессию',
  access: 'public',
  /** Without a token in the body the HttpOnly cookie is used. */
  body: z.object({ refresh_token: z.string().min(1).max(200).optional() }).nullish(),
  success: { status: 200, kind: 'json', body: Tokens, description: 'Новые токены' },
  errors: ['token_missing', 'token_invalid', 'token_expired', 'user_blocked', 'throttled'],
});

export const logout = defineRoute({
  id: 'auth.logout',
  method: 'POST',
  path: '/api/auth/logout',
  tag: 'auth',
  summary: 'Выйти: отозвать сессию по refresh-токену, по cookie или по текущему access-токену',
  access: 'public',
  body: z.object({ refresh_token: z.string().min(1).max(200).optional() }).nullish(),
  success: { status: 200, kind: 'json', body: Ok, description: 'Сессия отозвана' },
});
