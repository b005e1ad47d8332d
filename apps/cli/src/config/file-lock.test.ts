import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileLock } from './file-lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-lock-'));
  file = path.join(folder, 'config.json.lock');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Pid of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

function holder(pid: number, host = hostname()): string {
  return JSON.stringify({ id: 'another', pid, host });
}

it('lets one in at a time, however many wait, and leaves nothing behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, () => createFileLock(file)(work)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('does not wait for itself, and gives the lock back after a failure', async () => {
  const lock = createFileLock(file);
  expect(await lock(() => lock(async () => 'inner'))).toBe('inner');
  await expect(lock(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await lock(async () => 'again')).toBe('again');
});

it('takes over from a process that died, though many want to at once', async () => {
  await writeFile(file, holder(await deadPid()));
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, () => createFileLock(file)(work)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('takes over what is too old, and waits for what is not', async () => {
  await writeFile(file, holder(1, 'another-host'));
  const waiting = createFileLock(file)(async () => 'mine');
  expect(await Promise.race([waiting, sleep(150, 'still waiting')])).toBe('still waiting');
  const old = new Date(Date.now() - 10 * 60_000);
  await utimes(file, old, old);
  expect(await waiting).toBe('mine');
});

it('recovers from a taking over that was itself cut off', async () => {
  await writeFile(file, holder(await deadPid()));
  await writeFile(`${file}.takeover`, '');
  const old = new Date(Date.now() - 60_000);
  await utimes(`${file}.takeover`, old, old);
  expect(await createFileLock(file)(async () => 'mine')).toBe('mine');
});
