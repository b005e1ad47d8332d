import type { Generated } from 'kysely';
import { type Executor, tables } from '#platform/db/database.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import { roleNameTaken } from './errors.ts';

export interface RoleTexts {
  name: string;
  description: string | null;
  content: string;
}

interface RoleTable extends RoleTexts {
  id: Generated<number>;
  version: number;
  is_active: boolean;
  /** Which of the roles that come with the program, whatever it is called now; `null` for all others. */
  default_key: string | null;
  created_at: Date;
  updated_at: Date;
}

export type RoleRow = Omit<RoleTable, 'id'> & { id: number };

export interface RoleVersionRow extends RoleTexts {
  role_id: number;
  version: number;
  note: string | null;
  /** Came with the program. */
  is_default: boolean;
  author_id: string | null;
  created_at: Date;
}

interface RoleTables {
  prompts_user: RoleTable;
  prompts_user_versions: RoleVersionRow;
}

const db = (executor: Executor) => tables<RoleTables>(executor);
/** Of the column; no version can be beyond. */
const mostInteger = 2 ** 31 - 1;

export function listRoleRows(executor: Executor, limit: number): Promise<RoleRow[]> {
  return db(executor).selectFrom('prompts_user').selectAll().orderBy('id').limit(limit).execute();
}

/** @param lock keeps other changes of this role out until the transaction ends */
export function findRole(executor: Executor, id: number, lock = false): Promise<RoleRow | undefined> {
  const query = db(executor).selectFrom('prompts_user').selectAll().where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export function findDefaultRole(executor: Executor, key: string): Promise<RoleRow | undefined> {
  return db(executor)
    .selectFrom('prompts_user')
    .selectAll()
    .where('default_key', '=', key)
    .forUpdate()
    .executeTakeFirst();
}

/** @throws 409 when the name is taken */
export async function insertRole(executor: Executor, row: Omit<RoleRow, 'id'>): Promise<number> {
  const insert = db(executor).insertInto('prompts_user').values(row).returning('id');
  const { id } = await nameTaken(insert.executeTakeFirstOrThrow());
  return id;
}

/** @throws 409 when the name is taken */
export async function updateRole(executor: Executor, id: number, changes: Partial<RoleRow>): Promise<void> {
  await nameTaken(db(executor).updateTable('prompts_user').set(changes).where('id', '=', id).execute());
}

export async function isRoleNameTaken(executor: Executor, name: string): Promise<boolean> {
  const found = db(executor).selectFrom('prompts_user').select('id').where('name', '=', name);
  return (await found.executeTakeFirst()) !== undefined;
}

/** From the newest, those before `before`. */
export function listRoleVersionRows(
  executor: Executor,
  { roleId, before, limit }: { roleId: number; before?: number | undefined; limit?: number },
): Promise<RoleVersionRow[]> {
  let query = db(executor).selectFrom('prompts_user_versions').selectAll().where('role_id', '=', roleId);
  if (before !== undefined) query = query.where('version', '<', before);
  if (limit !== undefined) query = query.limit(limit);
  return query.orderBy('version', 'desc').execute();
}

export async function findRoleVersion(
  executor: Executor,
  roleId: number,
  version: number,
): Promise<RoleVersionRow | undefined> {
  if (version > mostInteger) return undefined;
  return db(executor)
    .selectFrom('prompts_user_versions')
    .selectAll()
    .where('role_id', '=', roleId)
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function insertRoleVersion(executor: Executor, row: RoleVersionRow): Promise<void> {
  await db(executor).insertInto('prompts_user_versions').values(row).execute();
}

export async function updateRoleNote(
  executor: Executor,
  { role_id, version, note }: Pick<RoleVersionRow, 'role_id' | 'version' | 'note'>,
): Promise<void> {
  await db(executor)
    .updateTable('prompts_user_versions')
    .set({ note })
    .where('role_id', '=', role_id)
    .where('version', '=', version)
    .execute();
}

function nameTaken<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw isUniqueViolation(error, 'prompts_user_name_key') ? roleNameTaken() : error;
  });
}
