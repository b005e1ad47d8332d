import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../errors.ts';
import { createFileLock, type FileLock } from './file-lock.ts';

/** What is remembered between commands. The static token never is. */
export interface Config {
  server_url?: string;
  access_token?: string;
  /** ISO 8601. */
  access_token_expires_at?: string;
  refresh_token?: string;
  active_chat_id?: string;
}

/** The file of a person's sign-in and active chat: mode 0600 in a folder of mode 0700, replaced atomically. */
export interface ConfigFile {
  path: string;
  read(): Promise<Config>;
  /** Changes the file while no other process does. */
  update(change: (config: Config) => Config): Promise<void>;
  withLock: FileLock;
}

export function openConfigFile(file: string): ConfigFile {
  const withLock = createFileLock(`${file}.lock`);
  const read = () => readConfig(file);
  return {
    path: file,
    read,
    withLock,
    update: (change) => withLock(async () => writeAtomically(file, change(await read()))),
  };
}

async function readConfig(file: string): Promise<Config> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {}
  throw new CliError('config_broken', `Файл настроек испорчен: ${file}`, {
    hint: 'Удалите его и войдите снова: aizoomdoc login',
  });
}

async function writeAtomically(file: string, config: Config): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    await handle.writeFile(`${JSON.stringify(config, null, 2)}\n`);
    // A rotated refresh token that is lost ends the session, so it must be on disk before it is in place.
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
