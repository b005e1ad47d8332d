import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#platform/config.ts';

/** Address of the database in use; `null` where it is the embedded one and no server seems to run it. */
export async function runningDatabaseUrl({
  database,
  dataDir,
}: Pick<Config, 'database' | 'dataDir'>): Promise<string | null> {
  if (database.kind === 'external') return database.directUrl;
  const lines = (await readFile(path.join(database.dir, 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  const port = Number(lines[3]);
  if (!Number.isInteger(port) || port === 0) return null;
  const password = await readFile(path.join(dataDir, 'secrets', 'postgres-password'), 'utf8');
  return `postgres://aizoomdoc:${encodeURIComponent(password.trim())}@127.0.0.1:${port}/postgres`;
}
