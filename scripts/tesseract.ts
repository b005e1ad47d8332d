import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGES = ['tesseract-ocr', 'tesseract-ocr-rus'];
const STEP_TIMEOUT_MS = 150_000;

/** Variables with which `tesseract` runs and reads Russian. */
export type TesseractEnvironment = Record<string, string>;

/**
 * Tesseract for tests: the system's, else Debian's packages unpacked into a folder of this user, which needs neither root nor a change of the
 * system. `null` where neither is to be had (no Debian, no network); stderr then says why.
 */
export async function provideTesseract(): Promise<TesseractEnvironment | null> {
  const system = { PATH: process.env.PATH ?? '' };
  if (await readsRussian(system)) return system;
  const folder = path.join(tmpdir(), `aizoomdoc-tesseract-${userInfo().uid}`);
  try {
    if (!existsSync(folder)) await unpackInto(folder);
    const environment = environmentOf(folder);
    if (await readsRussian(environment)) return environment;
    throw new Error(`${folder}: tesseract does not start`);
  } catch (error) {
    console.error(`No tesseract for tests: ${(error as Error).message}`);
    return null;
  }
}

async function readsRussian(environment: TesseractEnvironment): Promise<boolean> {
  try {
    const { stdout } = await run('tesseract', ['--list-langs'], { env: environment, timeout: 10_000 });
    return /^rus$/m.test(stdout);
  } catch {
    return false;
  }
}

/** Under a name that no half-made folder ever has. */
async function unpackInto(folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}-`);
  try {
    await download(staging);
    const archives = (await readdir(path.join(staging, 'cache/archives'))).filter((name) =>
      name.endsWith('.deb'),
    );
    for (const archive of archives) {
      await run('dpkg', ['-x', path.join(staging, 'cache/archives', archive), path.join(staging, 'root')], {
        timeout: STEP_TIMEOUT_MS,
      });
    }
    await rm(path.join(staging, 'cache'), { recursive: true });
    await rm(path.join(staging, 'state'), { recursive: true });
    // Another process may have been first; its folder is as good.
    await rename(staging, folder).catch(() => {});
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The packages and those they need that the system lacks, with lists and archives of our own. */
async function download(folder: string): Promise<void> {
  for (const name of ['state/lists/partial', 'cache/archives/partial']) {
    await mkdir(path.join(folder, name), { recursive: true });
  }
  const options = [
    `Dir::State=${folder}/state`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${folder}/cache`,
    'Debug::NoLocking=1',
    `APT::Sandbox::User=${userInfo().username}`,
    'Acquire::Retries=1',
    'Acquire::http::Timeout=20',
  ].flatMap((option) => ['-o', option]);
  const apt = (...args: string[]) =>
    run('apt-get', ['-q', ...options, ...args], { timeout: STEP_TIMEOUT_MS });
  await apt('update');
  await apt('install', '--yes', '--no-install-recommends', '--download-only', ...PACKAGES);
}

function environmentOf(folder: string): TesseractEnvironment {
  const root = path.join(folder, 'root');
  const [data = ''] = globSync('usr/share/tesseract-ocr/*/tessdata', { cwd: root });
  const libraries = globSync('{usr/,}lib/*-linux-*', { cwd: root }).map((name) => path.join(root, name));
  return {
    PATH: `${path.join(root, 'usr/bin')}:${process.env.PATH ?? ''}`,
    LD_LIBRARY_PATH: libraries.join(':'),
    TESSDATA_PREFIX: path.join(root, data),
  };
}
