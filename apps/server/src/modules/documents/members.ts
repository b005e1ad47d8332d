import type { Member } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { deleteMember, listMemberRows, type MemberRole, upsertMember } from './member-store.ts';
import type { TreeAccess } from './tree-access.ts';

type PresentedMember = z.input<typeof Member>;

export interface MemberDeps {
  db: Database;
  clock: Clock;
  access: Pick<TreeAccess, 'findOwnRoot'>;
  /** Who stands behind a name; `null` when nobody does. */
  findUserId(username: string): Promise<string | null>;
  /** Names by id. */
  usernames(ids: readonly string[]): Promise<Map<string, string>>;
}

const noSuchUser = () =>
  new Problem(404, 'user_not_found', 'Такого пользователя нет. Проверьте имя: оно в его настройках.');

/** People whom the owner of a project shows it to. */
export function createMembers({ db, clock, access, findUserId, usernames }: MemberDeps) {
  return {
    async list(
      actor: Actor,
      nodeId: string,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<PresentedMember>> {
      const root = await access.findOwnRoot(actor, nodeId);
      const offset = offsetCursor(query.cursor) ?? 0;
      const rows = await listMemberRows(db.executor, root, { limit: query.limit + 1, offset });
      const shown = rows.slice(0, query.limit);
      const names = await usernames(shown.map((row) => row.user_id));
      return {
        items: shown.map(({ user_id, role, added_at }) => ({
          user_id,
          username: names.get(user_id) ?? '',
          role,
          added_at: added_at.toISOString(),
        })),
        next: rows.length > query.limit ? String(offset + query.limit) : null,
      };
    },

    async put(
      actor: Actor,
      nodeId: string,
      input: { username: string; role: MemberRole },
    ): Promise<PresentedMember> {
      const root = await access.findOwnRoot(actor, nodeId);
      const userId = await findUserId(input.username);
      if (userId === null) throw noSuchUser();
      const added_at = clock.now();
      await upsertMember(db.executor, { node_id: root, user_id: userId, role: input.role, added_at });
      return {
        user_id: userId,
        username: input.username,
        role: input.role,
        added_at: added_at.toISOString(),
      };
    },

    async remove(actor: Actor, nodeId: string, userId: string): Promise<void> {
      const root = await access.findOwnRoot(actor, nodeId);
      if (!(await deleteMember(db.executor, root, userId))) throw noSuchUser();
    },
  };
}

export type Members = ReturnType<typeof createMembers>;
