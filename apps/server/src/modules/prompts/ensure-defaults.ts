import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import type { DefaultPrompts, DefaultRole } from './default-prompts.ts';
import {
  findDefaultRole,
  insertRole,
  insertRoleVersion,
  isRoleNameTaken,
  listRoleVersionRows,
  updateRole,
} from './role-store.ts';
import {
  deactivatePrompts,
  insertPrompt,
  listPromptVersions,
  lockPrompts,
  type SystemPromptName,
} from './system-prompt-store.ts';

const shipped = 'Поставляется с программой';
const setAside = `${shipped}; не включена: действует своя версия`;

interface Version {
  version: number;
  content: string;
  is_default: boolean;
}

/**
 * Brings the texts of this program in: the first time as they are; those of an upgrade become active only in place of the
 * program's own earlier ones, and wait as a version where an administrator chose otherwise.
 */
export async function ensureDefaults(
  { db, clock }: { db: Database; clock: Clock },
  { system, roles }: DefaultPrompts,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (tx) => {
    await lockPrompts(tx, 'defaults');
    for (const { name, content } of system) await ensureSystemPrompt(tx, { name, content, now });
    for (const role of roles) await ensureRole(tx, role, now);
  });
}

async function ensureSystemPrompt(
  tx: Executor,
  { name, content, now }: { name: SystemPromptName; content: string; now: Date },
): Promise<void> {
  await lockPrompts(tx, name);
  const versions = await listPromptVersions(tx, { name });
  if (isKnown(versions, content)) return;
  const isActive = followsProgram(versions, versions.find(({ is_active }) => is_active)?.version);
  if (isActive) await deactivatePrompts(tx, name, now);
  await insertPrompt(tx, {
    id: newId(),
    name,
    content,
    version: nextVersion(versions),
    is_active: isActive,
    description: isActive ? shipped : setAside,
    is_default: true,
    author_id: null,
    created_at: now,
    updated_at: now,
  });
}

async function ensureRole(tx: Executor, { key, ...texts }: DefaultRole, now: Date): Promise<void> {
  const role = await findDefaultRole(tx, key);
  const fresh = { note: shipped, is_default: true, author_id: null, created_at: now };
  if (role === undefined) {
    // Somebody's own role of this name is as good.
    if (await isRoleNameTaken(tx, texts.name)) return;
    const times = { created_at: now, updated_at: now };
    const roleId = await insertRole(tx, {
      ...texts,
      ...times,
      version: 1,
      is_active: true,
      default_key: key,
    });
    await insertRoleVersion(tx, { ...texts, ...fresh, role_id: roleId, version: 1 });
    return;
  }
  const versions = await listRoleVersionRows(tx, { roleId: role.id });
  if (isKnown(versions, texts.content)) return;
  const version = nextVersion(versions);
  const isActive = followsProgram(versions, role.version);
  const note = isActive ? shipped : setAside;
  await insertRoleVersion(tx, { ...texts, ...fresh, name: role.name, note, role_id: role.id, version });
  const { description, content } = texts;
  if (isActive) await updateRole(tx, role.id, { description, content, version, updated_at: now });
}

/** The program's text is there already, this one or, of a program that was newer, another beside it. */
const isKnown = (versions: readonly Version[], content: string): boolean =>
  versions.some((version) => version.is_default && version.content === content);

/** Whether what is in force is the program's own latest text, or nothing at all. Versions come from the newest. */
const followsProgram = (versions: readonly Version[], active: number | undefined): boolean =>
  active === undefined || versions.find(({ is_default }) => is_default)?.version === active;

const nextVersion = (versions: readonly Version[]): number => (versions[0]?.version ?? 0) + 1;
