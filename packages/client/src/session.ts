import { exchangeToken, logout, refreshTokens, type Tokens as TokensSchema } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import { ApiError, isApiError } from './api-error.ts';
import type { Answer } from './call-types.ts';
import type { StoredTokens, TokenStore } from './token-store.ts';

export type Tokens = z.output<typeof TokensSchema>;

type AuthRoute = typeof exchangeToken | typeof refreshTokens | typeof logout;

/** Calls a public route, with no session of its own. */
export type PublicCall = <Route extends AuthRoute>(route: Route, body: unknown) => Promise<Answer<Route>>;

export interface SessionOptions {
  tokens: TokenStore;
  /** The refresh token is in the browser's HttpOnly cookie. */
  cookie: boolean;
  call: PublicCall;
}

export interface Session {
  signIn(staticToken: string): Promise<Tokens>;
  signOut(): Promise<void>;
  accessToken(): Promise<string>;
  /** A token other than the one that was refused; concurrent calls share one refresh. */
  refresh(refused: string | null): Promise<string>;
}

export function createSession({ tokens, cookie, call }: SessionOptions): Session {
  let refreshing: Promise<string> | null = null;

  async function keep(issued: Tokens): Promise<string> {
    const stored: StoredTokens = { accessToken: issued.access_token };
    if (issued.refresh_token !== undefined) stored.refreshToken = issued.refresh_token;
    await tokens.write(stored);
    return issued.access_token;
  }

  async function refreshOnce(refused: string | null): Promise<string> {
    const stored = await tokens.read();
    // Another call, tab or process has been here while we waited for the lock.
    if (stored !== null && stored.accessToken !== refused) return stored.accessToken;
    if (!cookie && stored?.refreshToken === undefined) throw signedOut();
    try {
      return await keep(
        await call(refreshTokens, cookie ? undefined : { refresh_token: stored?.refreshToken }),
      );
    } catch (error) {
      if (isApiError(error) && (error.status === 401 || error.code === 'user_blocked'))
        await tokens.write(null);
      throw error;
    }
  }

  function refresh(refused: string | null): Promise<string> {
    const work = () => refreshOnce(refused);
    refreshing ??= (tokens.withLock?.(work) ?? work()).finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  return {
    refresh,
    accessToken: async () => (await tokens.read())?.accessToken ?? refresh(null),
    signIn: async (staticToken) => {
      const issued = await call(exchangeToken, { static_token: staticToken, use_cookie: cookie });
      await keep(issued);
      return issued;
    },
    signOut: async () => {
      const refreshToken = (await tokens.read())?.refreshToken;
      await call(logout, refreshToken === undefined ? undefined : { refresh_token: refreshToken });
      await tokens.write(null);
    },
  };
}

function signedOut(): ApiError {
  return new ApiError(
    { status: 401, code: 'token_missing', message: 'Вы не вошли. Войдите по токену доступа.' },
    null,
  );
}
