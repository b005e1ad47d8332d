import { type Executor, tables } from '#platform/db/database.ts';
import type { UserRole, UserStatus } from './user-store.ts';

export interface RefreshRow {
  id: string;
  user_id: string;
  /** All tokens rotated from one sign-in; the `sid` of access tokens. */
  family_id: string;
  refresh_token_hash: string;
  status: 'active' | 'rotated' | 'revoked';
  expires_at: Date;
  revoked_at: Date | null;
  created_at: Date;
  last_used_at: Date | null;
}

interface SessionTables {
  auth_refresh_tokens: RefreshRow;
  users: { id: string; role: UserRole; status: UserStatus };
}

export async function insertRefresh(executor: Executor, row: RefreshRow): Promise<void> {
  await tables<SessionTables>(executor).insertInto('auth_refresh_tokens').values(row).execute();
}

export function findRefresh(executor: Executor, hash: string): Promise<RefreshRow | undefined> {
  const db = tables<SessionTables>(executor);
  return db
    .selectFrom('auth_refresh_tokens')
    .selectAll()
    .where('refresh_token_hash', '=', hash)
    .executeTakeFirst();
}

/** @returns `false` when somebody used the token first */
export async function rotateRefresh(executor: Executor, id: string, now: Date): Promise<boolean> {
  const result = await tables<SessionTables>(executor)
    .updateTable('auth_refresh_tokens')
    .set({ status: 'rotated', last_used_at: now })
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function revokeFamily(executor: Executor, familyId: string, now: Date): Promise<void> {
  await tables<SessionTables>(executor)
    .updateTable('auth_refresh_tokens')
    .set({ status: 'revoked', revoked_at: now })
    .where('family_id', '=', familyId)
    .where('status', '<>', 'revoked')
    .execute();
}

export async function revokeUserSessions(executor: Executor, userId: string, now: Date): Promise<void> {
  await tables<SessionTables>(executor)
    .updateTable('auth_refresh_tokens')
    .set({ status: 'revoked', revoked_at: now })
    .where('user_id', '=', userId)
    .where('status', '<>', 'revoked')
    .execute();
}

/** The user of a live session; `undefined` after sign-out, expiry or revocation. */
export function findSessionUser(executor: Executor, familyId: string, now: Date) {
  return tables<SessionTables>(executor)
    .selectFrom('auth_refresh_tokens as token')
    .innerJoin('users', 'users.id', 'token.user_id')
    .select(['users.id', 'users.role', 'users.status'])
    .where('token.family_id', '=', familyId)
    .where('token.status', '=', 'active')
    .where('token.expires_at', '>', now)
    .executeTakeFirst();
}

export async function deleteExpiredRefresh(executor: Executor, before: Date): Promise<void> {
  const db = tables<SessionTables>(executor);
  await db.deleteFrom('auth_refresh_tokens').where('expires_at', '<', before).execute();
}
