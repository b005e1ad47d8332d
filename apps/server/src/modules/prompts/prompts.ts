import type { RolePrompt } from '@aizoomdoc/contracts';
import type { Generated } from 'kysely';
import type { z } from 'zod';
import { type Database, tables } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { defaultRoles } from './default-roles.ts';

interface PromptTables {
  prompts_user: {
    id: Generated<number>;
    name: string;
    description: string | null;
    content: string;
    version: Generated<number>;
    is_active: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
}

/** Roles that a user may choose for the model. */
export function createPrompts({ db }: { db: Database }) {
  const prompts = tables<PromptTables>(db.executor);
  const findActive = (id: number) =>
    prompts
      .selectFrom('prompts_user')
      .selectAll()
      .where('id', '=', id)
      .where('is_active', '=', true)
      .executeTakeFirst();

  return {
    async ensureDefaults(): Promise<void> {
      await prompts
        .insertInto('prompts_user')
        .values([...defaultRoles])
        .onConflict((row) => row.column('name').doNothing())
        .execute();
    },

    /** The texts of roles are for administrators; everybody else gets them empty. */
    async listRoles(actor: Actor): Promise<z.input<typeof RolePrompt>[]> {
      const rows = await prompts
        .selectFrom('prompts_user')
        .selectAll()
        .where('is_active', '=', true)
        .orderBy('id')
        .limit(100)
        .execute();
      return rows.map((row) => ({
        ...row,
        content: actor.role === 'admin' ? row.content : '',
        created_at: row.created_at.toISOString(),
        updated_at: row.updated_at.toISOString(),
      }));
    },

    roleExists: async (id: number): Promise<boolean> => (await findActive(id)) !== undefined,

    /** Text of an active role, `null` when the user chose none or it is gone. */
    async roleText(id: number | null): Promise<string | null> {
      return id === null ? null : ((await findActive(id))?.content ?? null);
    },
  };
}

export type Prompts = ReturnType<typeof createPrompts>;
