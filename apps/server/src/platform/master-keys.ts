import { readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.ts';
import type { MasterKeys } from './crypto.ts';
import { loadOrCreateSecret, makeSecret } from './secrets.ts';

type KeyConfig = Pick<Config, 'dataDir' | 'secrets'>;

const fileOf = ({ dataDir }: KeyConfig, name: string) => path.join(dataDir, 'secrets', name);
const currentName = 'master-key';
const previousName = 'master-key-previous';

/**
 * The master keys of this installation, made at first use where none is configured. Those in files are read anew at each use
 * (some 50 µs): a rotation reaches servers that run.
 */
export async function openMasterKeys(config: KeyConfig): Promise<() => MasterKeys> {
  const { masterEncryptionKey: configured, previousMasterKeys } = config.secrets;
  await loadOrCreateSecret(configured, config.dataDir, currentName);
  return () => {
    const [kept] = readLines(fileOf(config, currentName));
    const older = [...previousMasterKeys, ...readLines(fileOf(config, previousName))];
    if (configured === null) return { current: required(kept), previous: older };
    // Who now configures a key of an installation that had made its own still opens what that one sealed.
    return { current: configured, previous: kept === undefined ? older : [kept, ...older] };
  };
}

/** Makes a new key the current one; the one of now joins the previous ones. */
export async function renewMasterKey(config: KeyConfig, { current, previous }: MasterKeys): Promise<void> {
  // In this order: at no moment is there a key that nobody knows.
  await replaceFile(fileOf(config, previousName), [current, ...previous]);
  await replaceFile(fileOf(config, currentName), [makeSecret()]);
}

/** Deletes the kept keys that seal nothing any more. @returns whether there were any */
export async function forgetPreviousKeys(config: KeyConfig): Promise<boolean> {
  const names = config.secrets.masterEncryptionKey === null ? [previousName] : [previousName, currentName];
  const files = names.map((name) => fileOf(config, name));
  const hadAny = files.some((file) => readLines(file).length > 0);
  for (const file of files) await rm(file, { force: true });
  return hadAny;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function required(key: string | undefined): string {
  if (key === undefined) throw new Error('the file of the master key is gone');
  return key;
}

async function replaceFile(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.draft`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${lines.join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
