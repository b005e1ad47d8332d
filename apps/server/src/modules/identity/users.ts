import { createHash, timingSafeEqual } from 'node:crypto';
import type { IssuedUser, User } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { hashSecret, newSecret } from '#platform/crypto.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { idCursor } from '#platform/http/paging.ts';
import type { Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { lastAdmin, userNotFound, usernameTaken } from './errors.ts';
import { revokeUserSessions } from './session-store.ts';
import {
  countOtherAdmins,
  findFirstAdmin,
  findUser,
  findUserByName,
  insertUser,
  isUsernameTaken,
  listUsernames,
  listUsers,
  type UserRole,
  type UserRow,
  type UserStatus,
  updateUser,
} from './user-store.ts';

export type PresentedUser = z.input<typeof User>;
type Issued = z.input<typeof IssuedUser>;

export interface UserChange {
  username?: string | undefined;
  role?: UserRole | undefined;
  status?: UserStatus | undefined;
}

/** Administration of users. A static token is returned once, when it is made. */
export function createUsers({ db, clock }: { db: Database; clock: Clock }) {
  async function create(username: string, role: UserRole, token = newStaticToken()): Promise<Issued> {
    const row: UserRow = {
      id: newId(),
      username,
      role,
      status: 'active',
      static_token_hash: hashSecret(token),
      created_at: clock.now(),
      last_seen_at: null,
    };
    await orTaken(username, insertUser(db.executor, row));
    return { user: presentUser(row), static_token: token };
  }

  async function replaceToken(userId: string, token: string): Promise<UserRow> {
    return db.transaction(async (tx) => {
      const row = await updateUser(tx, userId, { static_token_hash: hashSecret(token) });
      if (row === undefined) throw userNotFound();
      await revokeUserSessions(tx, userId, clock.now());
      return row;
    });
  }

  return {
    create: (input: { username: string; role: UserRole }) => create(input.username, input.role),

    async get(userId: string): Promise<PresentedUser> {
      const row = await findUser(db.executor, userId);
      if (row === undefined) throw userNotFound();
      return presentUser(row);
    },

    /** Whose name it is, in any case of letters; `null` when nobody's. */
    async findId(username: string): Promise<string | null> {
      return (await findUserByName(db.executor, username))?.id ?? null;
    },

    /** Names by id. */
    async names(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = await listUsernames(db.executor, ids);
      return new Map(rows.map((row) => [row.id, row.username]));
    },

    async list(page: { limit: number; cursor?: string | undefined }): Promise<Page<PresentedUser>> {
      const rows = await listUsers(db.executor, {
        limit: page.limit + 1,
        before: idCursor(page.cursor) ?? null,
      });
      const items = rows.slice(0, page.limit).map(presentUser);
      return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
    },

    /** Blocking, or taking a role away, ends the user's sessions. */
    async patch(userId: string, change: UserChange): Promise<PresentedUser> {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const row = await db.transaction(async (tx) => {
        const before = await findUser(tx, userId);
        if (before === undefined) throw userNotFound();
        await assertChangeable(tx, before, change);
        if (losesPower(change)) await revokeUserSessions(tx, userId, clock.now());
        if (Object.keys(given).length === 0) return before;
        return (await orTaken(change.username ?? '', updateUser(tx, userId, given))) ?? before;
      });
      return presentUser(row);
    },

    async reissue(userId: string): Promise<Issued> {
      const token = newStaticToken();
      return { user: presentUser(await replaceToken(userId, token)), static_token: token };
    },

    hasAdmin: async (): Promise<boolean> => (await findFirstAdmin(db.executor)) !== undefined,

    /** Makes the first administrator. */
    createAdmin: (token: string): Promise<unknown> => create('admin', 'admin', token),

    /** A configured token stays the first administrator's: a lost one is replaced by setting it. */
    async keepAdminToken(token: string): Promise<void> {
      const admin = await findFirstAdmin(db.executor);
      if (admin === undefined || sameHash(hashSecret(token), admin.static_token_hash)) return;
      await replaceToken(admin.id, token);
    },
  };
}

export type Users = ReturnType<typeof createUsers>;

/** A new static token: `azd_` and 32 random bytes. */
export const newStaticToken = (): string => newSecret('azd_');

export function presentUser(row: UserRow): PresentedUser {
  return {
    id: row.id,
    username: row.username,
    role: row.role,
    status: row.status,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at?.toISOString() ?? null,
  };
}

function losesPower(change: UserChange): boolean {
  return change.status === 'blocked' || (change.role !== undefined && change.role !== 'admin');
}

/** @throws 409 when nobody would be left to administer */
async function assertChangeable(tx: Executor, before: UserRow, change: UserChange): Promise<void> {
  const isAdmin = before.role === 'admin';
  if (isAdmin && losesPower(change) && (await countOtherAdmins(tx, before.id)) === 0) throw lastAdmin();
}

/** Says a name that somebody has as a conflict; only the database knows, when two want it at once. */
function orTaken<T>(username: string, saving: Promise<T>): Promise<T> {
  return saving.catch((error: unknown) => {
    throw isUsernameTaken(error) ? usernameTaken(username) : error;
  });
}

function sameHash(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
