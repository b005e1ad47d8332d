import type { PromptDiff, RoleVersion } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Executor } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import type { Page } from '#platform/http/route.ts';
import { diffLines } from './diff-lines.ts';
import { roleNotFound, roleVersionNotFound } from './errors.ts';
import { findRole, findRoleVersion, listRoleVersionRows, type RoleVersionRow } from './role-store.ts';
import type { SystemPromptsDeps } from './system-prompts.ts';

/** What each role said before. */
export function createRoleVersions({ db, usernames }: Pick<SystemPromptsDeps, 'db' | 'usernames'>) {
  async function checkRole(id: number): Promise<void> {
    if ((await findRole(db.executor, id)) === undefined) throw roleNotFound();
  }

  return {
    /** From the newest. */
    async list(
      id: number,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<Page<z.input<typeof RoleVersion>>> {
      await checkRole(id);
      const before = offsetCursor(cursor);
      const rows = await listRoleVersionRows(db.executor, { roleId: id, before, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const authors = await usernames(page.flatMap(({ author_id }) => author_id ?? []));
      const items = page.map(({ role_id: _, is_default: __, ...row }) => ({
        ...row,
        author: (row.author_id && authors.get(row.author_id)) ?? null,
        created_at: row.created_at.toISOString(),
      }));
      return { items, next: rows.length > limit ? String(items.at(-1)?.version) : null };
    },

    async diff(id: number, { from, to }: { from: number; to: number }): Promise<z.input<typeof PromptDiff>> {
      await checkRole(id);
      const version = (number: number) => getRoleVersion(db.executor, id, number);
      const [before, after] = await Promise.all([version(from), version(to)]);
      return { from_version: from, to_version: to, lines: diffLines(before.content, after.content) };
    },
  };
}

/** @throws 404 when there is no such version */
export async function getRoleVersion(
  executor: Executor,
  roleId: number,
  version: number,
): Promise<RoleVersionRow> {
  const row = await findRoleVersion(executor, roleId, version);
  if (row === undefined) throw roleVersionNotFound(version);
  return row;
}
