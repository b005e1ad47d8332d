import { readDefaultPrompts } from './default-prompts.ts';
import { ensureDefaults } from './ensure-defaults.ts';
import { findRole } from './role-store.ts';
import { createRoleVersions } from './role-versions.ts';
import { createRoles } from './roles.ts';
import { listActivePrompts, type SystemPromptName } from './system-prompt-store.ts';
import { createSystemPrompts, type SystemPromptsDeps } from './system-prompts.ts';

/** A text with the version that it is. */
export interface PromptVersion {
  version: number;
  content: string;
}

/** What one run is told; stored with its message by versions. */
export interface RunPrompts extends Record<SystemPromptName, PromptVersion> {
  role: { id: number; name: string; version: number; content: string } | null;
}

/** Texts that the model works by, read anew for each run: a change acts on the next message. */
export function createPrompts(deps: SystemPromptsDeps) {
  const { db } = deps;
  return {
    system: createSystemPrompts(deps),
    roles: createRoles(deps),
    roleVersions: createRoleVersions(deps),

    ensureDefaults: async (): Promise<void> => ensureDefaults(deps, await readDefaultPrompts()),

    /** @param roleId the user's choice; a role that is switched off counts as none */
    async forRun(roleId: number | null): Promise<RunPrompts> {
      const [active, role] = await Promise.all([
        listActivePrompts(db.executor),
        roleId === null ? undefined : findRole(db.executor, roleId),
      ]);
      const prompt = (name: SystemPromptName): PromptVersion => {
        const row = active.find((one) => one.name === name);
        if (row === undefined) throw new Error(`no version of the prompt ${name} is active`);
        return { version: row.version, content: row.content };
      };
      return {
        llm_system: prompt('llm_system'),
        json_annotation: prompt('json_annotation'),
        html_ocr: prompt('html_ocr'),
        flash_extractor: prompt('flash_extractor'),
        role: role?.is_active
          ? { id: role.id, name: role.name, version: role.version, content: role.content }
          : null,
      };
    },
  };
}

export type Prompts = ReturnType<typeof createPrompts>;
