import { sql } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';

export type UserRole = 'user' | 'admin';
export type UserStatus = 'active' | 'blocked';

export interface UserRow {
  id: string;
  username: string;
  role: UserRole;
  status: UserStatus;
  static_token_hash: string;
  created_at: Date;
  last_seen_at: Date | null;
}

interface UserTables {
  users: UserRow;
}

export async function insertUser(executor: Executor, row: UserRow): Promise<void> {
  await tables<UserTables>(executor).insertInto('users').values(row).execute();
}

export function findUser(executor: Executor, id: string): Promise<UserRow | undefined> {
  return tables<UserTables>(executor).selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findUserByToken(executor: Executor, tokenHash: string): Promise<UserRow | undefined> {
  const db = tables<UserTables>(executor);
  return db.selectFrom('users').selectAll().where('static_token_hash', '=', tokenHash).executeTakeFirst();
}

export function findFirstAdmin(executor: Executor): Promise<UserRow | undefined> {
  const db = tables<UserTables>(executor);
  return db.selectFrom('users').selectAll().where('role', '=', 'admin').orderBy('id').executeTakeFirst();
}

export function findUserByName(executor: Executor, username: string): Promise<UserRow | undefined> {
  return tables<UserTables>(executor)
    .selectFrom('users')
    .selectAll()
    .where(sql<boolean>`lower(username) = lower(${username})`)
    .executeTakeFirst();
}

export function listUsernames(
  executor: Executor,
  ids: readonly string[],
): Promise<Pick<UserRow, 'id' | 'username'>[]> {
  return tables<UserTables>(executor)
    .selectFrom('users')
    .select(['id', 'username'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
}

export function listUsers(
  executor: Executor,
  page: { limit: number; before: string | null },
): Promise<UserRow[]> {
  let query = tables<UserTables>(executor).selectFrom('users').selectAll();
  if (page.before !== null) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export async function updateUser(
  executor: Executor,
  id: string,
  change: Partial<Pick<UserRow, 'username' | 'role' | 'status' | 'static_token_hash' | 'last_seen_at'>>,
): Promise<UserRow | undefined> {
  const db = tables<UserTables>(executor);
  return db.updateTable('users').set(change).where('id', '=', id).returningAll().executeTakeFirst();
}

/**
 * Active administrators other than `id`. All of them are locked, in one order, until the transaction ends: two who
 * demote each other wait in turn instead of for each other.
 */
export async function countOtherAdmins(executor: Executor, id: string): Promise<number> {
  const db = tables<UserTables>(executor);
  const admins = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute();
  return admins.filter((admin) => admin.id !== id).length;
}

/** Whether a name is refused because somebody has it; only the index knows, when two ask at once. */
export function isUsernameTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'users_username');
}
