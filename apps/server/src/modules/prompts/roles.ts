import type { RolePrompt } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { roleNotFound } from './errors.ts';
import {
  findRole,
  insertRole,
  insertRoleVersion,
  listRoleRows,
  listRoleVersionRows,
  type RoleRow,
  type RoleTexts,
  updateRole,
  updateRoleNote,
} from './role-store.ts';
import { getRoleVersion } from './role-versions.ts';
import type { SystemPromptsDeps } from './system-prompts.ts';

type Presented = z.input<typeof RolePrompt>;

export interface NewRole {
  name: string;
  description?: string | null | undefined;
  content: string;
  is_active: boolean;
  note?: string | null | undefined;
}

export interface RoleChange {
  name?: string | undefined;
  description?: string | null | undefined;
  content?: string | undefined;
  is_active?: boolean | undefined;
  note?: string | null | undefined;
  restore_version?: number | undefined;
}

const mostRoles = 200;

/** Whom the model answers as: administrators write roles, users choose one. */
export function createRoles({ db, clock }: Pick<SystemPromptsDeps, 'db' | 'clock'>) {
  async function get(id: number): Promise<RoleRow> {
    const row = await findRole(db.executor, id);
    if (row === undefined) throw roleNotFound();
    return row;
  }

  /** A new version of the texts, or a note to the present one where no text changes. */
  async function write(tx: Executor, { role, texts, note, author }: Writing): Promise<void> {
    const isSame = (['name', 'description', 'content'] as const).every(
      (key) => texts[key] === role.text[key],
    );
    if (isSame) {
      if (note !== undefined) await updateRoleNote(tx, { role_id: role.id, version: role.version, note });
      return;
    }
    const now = clock.now();
    const [newest] = await listRoleVersionRows(tx, { roleId: role.id, limit: 1 });
    const version = (newest?.version ?? role.version) + 1;
    await updateRole(tx, role.id, { ...texts, version, updated_at: now });
    await insertRoleVersion(tx, {
      ...texts,
      role_id: role.id,
      version,
      note: note ?? null,
      is_default: false,
      author_id: author,
      created_at: now,
    });
  }

  return {
    /** Those that may be chosen; their texts are for administrators, everybody else gets them empty. */
    async listActive(actor: Actor): Promise<Presented[]> {
      const rows = await listRoleRows(db.executor, mostRoles);
      const active = rows.filter(({ is_active }) => is_active).map(present);
      return active.map((role) => ({ ...role, content: actor.role === 'admin' ? role.content : '' }));
    },

    listAll: async (): Promise<Presented[]> => (await listRoleRows(db.executor, mostRoles)).map(present),

    async create(actor: Actor, { note, description, ...given }: NewRole): Promise<Presented> {
      const role = { ...given, description: description ?? null };
      const id = await db.transaction(async (tx) => {
        const now = clock.now();
        const first = { version: 1, created_at: now };
        const { is_active: _, ...texts } = role;
        const created = await insertRole(tx, { ...role, ...first, default_key: null, updated_at: now });
        await insertRoleVersion(tx, {
          ...texts,
          ...first,
          role_id: created,
          note: note ?? null,
          is_default: false,
          author_id: actor.userId,
        });
        return created;
      });
      return present(await get(id));
    },

    /** @throws 404 when there is no such role or version, 409 when the name is taken */
    async patch(actor: Actor, id: number, change: RoleChange): Promise<Presented> {
      await db.transaction(async (tx) => {
        const row = await findRole(tx, id, true);
        if (row === undefined) throw roleNotFound();
        const { restore_version: restored, is_active, note, ...given } = change;
        const own = textsOf(row);
        const texts =
          restored === undefined
            ? { ...own, ...defined(given) }
            : textsOf(await getRoleVersion(tx, id, restored));
        await write(tx, {
          role: { id, version: row.version, text: own },
          texts,
          note: restored === undefined ? note : (note ?? `Возврат к версии ${restored}`),
          author: actor.userId,
        });
        if (is_active !== undefined && is_active !== row.is_active)
          await updateRole(tx, id, { is_active, updated_at: clock.now() });
      });
      return present(await get(id));
    },

    exists: async (id: number): Promise<boolean> => (await findRole(db.executor, id))?.is_active ?? false,
  };
}

interface Writing {
  role: { id: number; version: number; text: RoleTexts };
  texts: RoleTexts;
  note: string | null | undefined;
  author: string;
}

const textsOf = ({ name, description, content }: RoleTexts): RoleTexts => ({ name, description, content });

function defined<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

function present({ default_key: _, ...row }: RoleRow): Presented {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}
