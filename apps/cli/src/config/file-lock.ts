import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../errors.ts';

/** A refresh gives up after 30 s: a lock that old and more is nobody's. */
const staleMs = 90_000;
/** Taking a dead process's lock away is a matter of microseconds. */
const staleTakeoverMs = 5_000;
const patienceMs = 60_000;

/** Runs work while no other process does work under the same lock; work inside work does not wait for itself. */
export type FileLock = <Result>(work: () => Promise<Result>) => Promise<Result>;

interface Holder {
  id: string;
  pid: number;
  host: string;
}

/**
 * A lock between processes: a file that only one of them can create. A holder that died, or has not finished in
 * 90 s, loses it; the taking away is itself done under a lock and looks again first, so that two who wait cannot
 * take away each other's fresh lock.
 */
export function createFileLock(file: string): FileLock {
  const inside = new AsyncLocalStorage<true>();
  const takeoverFile = `${file}.takeover`;

  async function acquire(holder: Holder): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const deadline = Date.now() + patienceMs;
    while (!(await createExclusively(file, JSON.stringify(holder)))) {
      if (await isStale(file)) await takeAway();
      else if (Date.now() > deadline) throw locked(file);
      else await sleep(20 + Math.random() * 40);
    }
  }

  async function takeAway(): Promise<void> {
    if (!(await createExclusively(takeoverFile, ''))) {
      if ((await ageOf(takeoverFile)) > staleTakeoverMs) await rm(takeoverFile, { force: true });
      await sleep(20);
      return;
    }
    try {
      if (await isStale(file)) await rm(file, { force: true });
    } finally {
      await rm(takeoverFile, { force: true });
    }
  }

  async function release({ id }: Holder): Promise<void> {
    if ((await readHolder(file))?.id === id) await rm(file, { force: true });
  }

  return async (work) => {
    if (inside.getStore()) return work();
    const holder = { id: randomUUID(), pid: process.pid, host: hostname() };
    await acquire(holder);
    try {
      return await inside.run(true, work);
    } finally {
      await release(holder);
    }
  };
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(content);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const holder = await readHolder(file);
  if (holder !== null && holder.host === hostname() && !isAlive(holder.pid)) return true;
  return (await ageOf(file)) > staleMs;
}

/** `null` when there is no lock, or it is just being written. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** Milliseconds since the file was written; 0 when there is none. */
async function ageOf(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function locked(file: string): CliError {
  return new CliError('config_locked', `Настройки заняты другим процессом aizoomdoc: ${file}`, {
    hint: 'Дождитесь его или, если его нет, удалите этот файл.',
  });
}
