import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { ObjectNotFound, type ObjectStore } from '#platform/objects.ts';

export interface MissingFileDeps {
  db: Database;
  objects: ObjectStore;
}

/** Names of files that pages of the versions are drawn from and that the storage does not have, by version. */
export type MissingFiles = (versionIds: readonly string[]) => Promise<Map<string, string[]>>;

export function createMissingFiles({ db, objects }: MissingFileDeps): MissingFiles {
  async function isThere(key: string): Promise<boolean> {
    try {
      const { stream } = await objects.get(key);
      stream.on('error', () => {}).destroy();
      return true;
    } catch (error) {
      if (error instanceof ObjectNotFound) return false;
      throw error;
    }
  }

  return async (versionIds) => {
    const { rows } = await sql<{ version_id: string; file_name: string; storage_path: string }>`
      select distinct page.version_id, file.file_name, file.storage_path
      from pages page join document_files file on file.id = page.file_id
      where page.version_id = any(${versionIds}::uuid[])`.execute(db.executor);
    const missing = new Map<string, string[]>();
    for (const { version_id, file_name, storage_path } of rows) {
      if (await isThere(storage_path)) continue;
      missing.set(version_id, [...(missing.get(version_id) ?? []), file_name]);
    }
    return missing;
  };
}
