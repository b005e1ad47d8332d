import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

export const makeSecret = (): string => randomBytes(48).toString('base64url');

/** The configured value, else the one kept in `dataDir/secrets/<name>` (mode 0600), made at first use. */
export async function loadOrCreateSecret(
  configured: string | null,
  dataDir: string,
  name: string,
): Promise<string> {
  if (configured !== null) return configured;
  return keepSecret(path.join(dataDir, 'secrets', name), makeSecret);
}

/** The secret in the file (mode 0600); made and stored when there is none, whole or not at all. */
export async function keepSecret(file: string, make: () => string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${make()}\n`);
    await handle.sync();
    await handle.close();
    // Fails when there is one already: the first secret stays.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}
