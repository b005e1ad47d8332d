import type { PromptDiff, SystemPrompt } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { diffLines } from './diff-lines.ts';
import { promptNotFound } from './errors.ts';
import {
  deactivatePrompts,
  findPrompt,
  insertPrompt,
  listActivePrompts,
  listPromptVersions,
  lockPrompts,
  type SystemPromptName,
  type SystemPromptRow,
  updatePrompt,
} from './system-prompt-store.ts';

type Presented = z.input<typeof SystemPrompt>;

export interface SystemPromptsDeps {
  db: Database;
  clock: Clock;
  /** Names of users by id. */
  usernames(ids: readonly string[]): Promise<Map<string, string>>;
}

export interface SystemPromptsQuery {
  name?: SystemPromptName | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface NewSystemPrompt {
  name: SystemPromptName;
  content: string;
  description?: string | null | undefined;
  is_active: boolean;
}

export interface SystemPromptChange {
  is_active?: true | undefined;
  description?: string | null | undefined;
}

/** What the model is told of its work, in versions; of each name exactly one is active. */
export function createSystemPrompts({ db, clock, usernames }: SystemPromptsDeps) {
  async function present(rows: readonly SystemPromptRow[]): Promise<Presented[]> {
    const authors = await usernames(rows.flatMap(({ author_id }) => author_id ?? []));
    return rows.map(({ is_default: _, ...row }) => ({
      ...row,
      author: (row.author_id && authors.get(row.author_id)) ?? null,
      created_at: row.created_at.toISOString(),
      updated_at: row.updated_at.toISOString(),
    }));
  }

  async function get(id: string): Promise<SystemPromptRow> {
    const row = await findPrompt(db.executor, id);
    if (row === undefined) throw promptNotFound();
    return row;
  }

  const presentOne = async (id: string): Promise<Presented> => {
    const [presented] = await present([await get(id)]);
    return presented as Presented;
  };

  return {
    /** The active ones, or all versions of one from the newest. */
    async list({ name, limit, cursor }: SystemPromptsQuery): Promise<Page<Presented>> {
      const before = offsetCursor(cursor);
      const rows =
        name === undefined
          ? await listActivePrompts(db.executor)
          : await listPromptVersions(db.executor, { name, before, limit: limit + 1 });
      const items = await present(rows.slice(0, limit));
      return { items, next: rows.length > limit ? String(items.at(-1)?.version) : null };
    },

    async create(
      actor: Actor,
      { name, content, description, is_active }: NewSystemPrompt,
    ): Promise<Presented> {
      const id = newId();
      await db.transaction(async (tx) => {
        await lockPrompts(tx, name);
        const now = clock.now();
        const [newest] = await listPromptVersions(tx, { name, limit: 1 });
        if (is_active) await deactivatePrompts(tx, name, now);
        await insertPrompt(tx, {
          id,
          name,
          content,
          version: (newest?.version ?? 0) + 1,
          is_active,
          description: description ?? null,
          is_default: false,
          author_id: actor.userId,
          created_at: now,
          updated_at: now,
        });
      });
      return presentOne(id);
    },

    /** Makes a version the active one, an earlier one too, or changes its note. */
    async patch(id: string, { is_active, description }: SystemPromptChange): Promise<Presented> {
      const { name } = await get(id);
      await db.transaction(async (tx) => {
        await lockPrompts(tx, name);
        const now = clock.now();
        if (is_active) {
          await deactivatePrompts(tx, name, now);
          await updatePrompt(tx, id, { is_active: true, updated_at: now });
        }
        if (description !== undefined) await updatePrompt(tx, id, { description, updated_at: now });
      });
      return presentOne(id);
    },

    /** Against the version before it, unless another of the same name is given. */
    async diff(id: string, against: string | undefined): Promise<z.input<typeof PromptDiff>> {
      const to = await get(id);
      const from =
        against === undefined
          ? (await listPromptVersions(db.executor, { name: to.name, before: to.version, limit: 1 }))[0]
          : await get(against);
      if (from !== undefined && from.name !== to.name) throw promptNotFound();
      return {
        from_version: from?.version ?? 0,
        to_version: to.version,
        lines: diffLines(from?.content ?? '', to.content),
      };
    },
  };
}
