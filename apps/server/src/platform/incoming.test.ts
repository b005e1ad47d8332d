import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createIncoming, type Incoming, IncomingTooLarge } from './incoming.ts';

let folder: string;
let incoming: Incoming;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-incoming-'));
  incoming = createIncoming(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

it('writes bytes down as they come, with their hash and size, until they are dropped', async () => {
  const file = await incoming.receive(chunks('раз', 'два'));
  expect(await readFile(file.path, 'utf8')).toBe('раздва');
  expect(file).toMatchObject({ size: 12, sha256: createHash('sha256').update('раздва').digest('hex') });
  await incoming.drop(file);
  await incoming.drop(file);
  expect(await readdir(folder)).toEqual([]);
});

it('leaves nothing when there is too much, when it breaks off or is no longer wanted', async () => {
  await expect(incoming.receive(chunks('12345', '6'), { maxBytes: 5 })).rejects.toBeInstanceOf(
    IncomingTooLarge,
  );
  expect((await incoming.receive(chunks('12345'), { maxBytes: 5 })).size).toBe(5);
  const broken = async function* () {
    yield Buffer.from('x');
    throw new Error('broke off');
  };
  await expect(incoming.receive(broken())).rejects.toThrow('broke off');
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(incoming.receive(chunks('x'), { signal })).rejects.toThrow('gone');
  expect(await readdir(folder)).toHaveLength(1);
});

it('sweeps what dead processes left, and nothing of those that live', async () => {
  const dead = 2 ** 22 + 1;
  const left = (host: string, pid: number) => path.join(folder, `${host}~${pid}~x.part`);
  const old = new Date(Date.now() - 2 * 3600_000);
  const own = await incoming.receive(chunks('идёт'));
  for (const file of [left(hostname(), dead), left(hostname(), process.ppid), left('elsewhere', 1)])
    await writeFile(file, 'x');
  // From before this process, though under its number: a container that was started anew.
  await writeFile(left(hostname(), process.pid), 'x');
  await utimes(left(hostname(), process.pid), old, old);
  await writeFile(left('gone', 1), 'x');
  await utimes(left('gone', 1), old, old);
  await writeFile(path.join(folder, 'somebody’s.txt'), 'x');
  await incoming.sweep();
  expect((await readdir(folder)).toSorted()).toEqual(
    [
      path.basename(own.path),
      `${hostname()}~${process.ppid}~x.part`,
      'elsewhere~1~x.part',
      'somebody’s.txt',
    ].toSorted(),
  );
});
