import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createThrottle } from './throttle.ts';
import { createUsers, type Users } from './users.ts';

export interface Identity {
  sessions: Sessions;
  users: Users;
}

/** Who may come in: users, their static tokens, sessions and access tokens. */
export function createIdentity(deps: {
  db: Database;
  clock: Clock;
  signingKey: string;
  refreshTtlMs: number;
}): Identity {
  const { db, clock } = deps;
  const accessTokens = createAccessTokens(deps.signingKey, clock);
  const throttle = createThrottle(db.executor, clock);
  return {
    sessions: createSessions({ db, clock, accessTokens, throttle, refreshTtlMs: deps.refreshTtlMs }),
    users: createUsers({ db, clock }),
  };
}
