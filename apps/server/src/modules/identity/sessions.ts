import type { Tokens } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { hashSecret, newSecret } from '#platform/crypto.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { tokenExpired, tokenInvalid, tokenMissing } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { type AccessTokens, accessTtl } from './access-tokens.ts';
import { userBlocked } from './errors.ts';
import {
  deleteExpiredRefresh,
  findRefresh,
  findSessionUser,
  insertRefresh,
  revokeFamily,
  rotateRefresh,
} from './session-store.ts';
import type { Throttle } from './throttle.ts';
import { findUser, findUserByToken, type UserRow, updateUser } from './user-store.ts';
import { presentUser } from './users.ts';

export type IssuedTokens = z.input<typeof Tokens> & { refresh_token: string };

export interface SessionDeps {
  db: Database;
  clock: Clock;
  accessTokens: AccessTokens;
  throttle: Throttle;
  refreshTtlMs: number;
}

/** Sign-in by static token, rotation of refresh tokens, sign-out. */
export function createSessions({ db, clock, accessTokens, throttle, refreshTtlMs }: SessionDeps) {
  async function issue(executor: Executor, user: UserRow, familyId: string): Promise<IssuedTokens> {
    const now = clock.now();
    const refreshToken = newSecret('azr_');
    await insertRefresh(executor, {
      id: newId(),
      user_id: user.id,
      family_id: familyId,
      refresh_token_hash: hashSecret(refreshToken),
      status: 'active',
      expires_at: new Date(now.getTime() + refreshTtlMs),
      revoked_at: null,
      created_at: now,
      last_used_at: null,
    });
    return {
      access_token: await accessTokens.sign({ sub: user.id, role: user.role, sid: familyId }),
      token_type: 'bearer',
      expires_in: accessTtl,
      refresh_token: refreshToken,
      refresh_expires_in: Math.floor(refreshTtlMs / 1000),
      user: presentUser(user),
    };
  }

  return {
    /** @throws 401, or 429 after five failures from the address */
    async exchange(staticToken: string, address: string): Promise<IssuedTokens> {
      await throttle.assertAllowed(address);
      const user = await findUserByToken(db.executor, hashSecret(staticToken));
      if (user === undefined) {
        await throttle.countFailure(address);
        throw tokenInvalid();
      }
      if (user.status === 'blocked') throw userBlocked();
      await throttle.forget(address);
      return db.transaction(async (tx) => {
        const seen = await updateUser(tx, user.id, { last_seen_at: clock.now() });
        return issue(tx, seen ?? user, newId());
      });
    },

    /** Each refresh token works once; using it again revokes everything that came from its sign-in. */
    async refresh(refreshToken: string | undefined): Promise<IssuedTokens> {
      if (refreshToken === undefined) throw tokenMissing();
      const row = await findRefresh(db.executor, hashSecret(refreshToken));
      if (row === undefined || row.status === 'revoked') throw tokenInvalid();
      if (row.expires_at <= clock.now()) throw tokenExpired();
      const tokens = await db.transaction(async (tx) => {
        if (!(await rotateRefresh(tx, row.id, clock.now()))) return null;
        const user = await findUser(tx, row.user_id);
        if (user === undefined || user.status === 'blocked') throw userBlocked();
        return issue(tx, user, row.family_id);
      });
      if (tokens !== null) return tokens;
      await revokeFamily(db.executor, row.family_id, clock.now());
      throw tokenInvalid();
    },

    /** Ends the session named by either token; unknown tokens are no error. */
    async logout(tokens: { refreshToken: string | undefined; accessToken: string | null }): Promise<void> {
      const row = tokens.refreshToken && (await findRefresh(db.executor, hashSecret(tokens.refreshToken)));
      if (row) await revokeFamily(db.executor, row.family_id, clock.now());
      if (tokens.accessToken === null) return;
      const claims = await accessTokens.verify(tokens.accessToken).catch(() => null);
      if (claims !== null) await revokeFamily(db.executor, claims.sid, clock.now());
    },

    /** @throws 401 when the token, its session or its user is not good any more */
    async authenticate(accessToken: string): Promise<Actor> {
      const claims = await accessTokens.verify(accessToken);
      const user = await findSessionUser(db.executor, claims.sid, clock.now());
      if (user === undefined || user.id !== claims.sub) throw tokenInvalid();
      if (user.status === 'blocked') throw userBlocked();
      return { userId: user.id, role: user.role, sessionId: claims.sid };
    },

    async sweep(): Promise<void> {
      await deleteExpiredRefresh(db.executor, clock.now());
      await throttle.sweep();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
