import {
  createUser,
  exchangeToken,
  listUsers,
  logout,
  patchUser,
  refreshTokens,
  reissueToken,
} from '@aizoomdoc/contracts';
import { type Implementation, implement, Reply } from '#platform/http/route.ts';
import type { Identity } from './identity.ts';
import type { IssuedTokens } from './sessions.ts';

const cookieName = 'azd_refresh';

export function identityRoutes({ sessions, users }: Identity, options: { https: boolean }): Implementation[] {
  const cookie = (value: string, maxAge: number) =>
    `${cookieName}=${value}; Path=/api/auth; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${options.https ? '; Secure' : ''}`;

  /** Moves the refresh token from the body into the cookie. */
  const withCookie = ({ refresh_token, ...body }: IssuedTokens) =>
    new Reply(body, { headers: { 'set-cookie': cookie(refresh_token, body.refresh_expires_in) } });

  return [
    implement(exchangeToken, async ({ body, context }) => {
      const tokens = await sessions.exchange(body.static_token, context.address);
      return body.use_cookie ? withCookie(tokens) : tokens;
    }),
    implement(refreshTokens, async ({ body, context }) => {
      if (body?.refresh_token !== undefined) return sessions.refresh(body.refresh_token);
      return withCookie(await sessions.refresh(context.cookies[cookieName]));
    }),
    implement(logout, async ({ body, context }) => {
      const refreshToken = body?.refresh_token ?? context.cookies[cookieName];
      await sessions.logout({ refreshToken, accessToken: context.accessToken });
      return new Reply({ ok: true as const }, { headers: { 'set-cookie': cookie('', 0) } });
    }),
    implement(listUsers, ({ query }) => users.list(query)),
    implement(createUser, ({ body }) => users.create(body)),
    implement(patchUser, ({ params, body }) => users.patch(params.user_id, body)),
    implement(reissueToken, ({ params }) => users.reissue(params.user_id)),
  ];
}
