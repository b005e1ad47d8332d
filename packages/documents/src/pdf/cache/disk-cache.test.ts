import { mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskCache } from './disk-cache.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-cache-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const pathOf = (key: string) => join(folder, key.slice(0, 2), key);
const bytes = (length: number) => Buffer.alloc(length, 7);

describe('disk cache', () => {
  it('keeps what was set over a restart', async () => {
    await createDiskCache(folder, 1000).set('abcd', Buffer.from('picture'));
    expect(await createDiskCache(folder, 1000).get('abcd')).toEqual(Buffer.from('picture'));
  });

  it('knows nothing of what was not set', async () => {
    expect(await createDiskCache(folder, 1000).get('abcd')).toBeUndefined();
  });

  it.each([
    ['deleted', (path: string) => rm(path)],
    ['cut short', (path: string) => truncate(path, 20)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['overwritten', (path: string) => writeFile(path, 'something else of about that length')],
  ])('forgets a file that was %s', async (_, damage) => {
    const cache = createDiskCache(folder, 1000);
    await cache.set('abcd', bytes(50));
    await damage(pathOf('abcd'));
    expect(await cache.get('abcd')).toBeUndefined();
    await cache.set('abcd', bytes(60));
    expect(await cache.get('abcd')).toEqual(bytes(60));
  });

  it('stays within its bytes, the least recently used go first', async () => {
    const first = createDiskCache(folder, 10_000);
    for (const key of ['aa01', 'aa02', 'aa03']) await first.set(key, bytes(300));
    const hour = 3600;
    const now = Date.now() / 1000;
    await utimes(pathOf('aa01'), now - hour, now - hour);
    await utimes(pathOf('aa02'), now - 3 * hour, now - 3 * hour);
    await utimes(pathOf('aa03'), now - 2 * hour, now - 2 * hour);
    const second = createDiskCache(folder, 1000);
    await second.settled();
    await second.get('aa02');
    await second.settled();
    await second.set('aa04', bytes(300));
    await second.settled();
    const left = (await readdir(join(folder, 'aa'))).sort();
    expect(left).toEqual(['aa02', 'aa04']);
  });

  it('does not take what is larger than the whole cache', async () => {
    const cache = createDiskCache(folder, 100);
    await cache.set('abcd', bytes(101));
    expect(await cache.get('abcd')).toBeUndefined();
  });

  it('removes what a dead process left half written, not what a living one writes', async () => {
    const cache = createDiskCache(folder, 1000);
    await cache.set('aa01', bytes(10));
    const [old, young] = [join(folder, 'aa', 'aa02.1.part'), join(folder, 'aa', 'aa03.1.part')];
    await writeFile(old, 'half');
    await writeFile(young, 'half');
    await utimes(old, 1000, 1000);
    await createDiskCache(folder, 1000).settled();
    await expect(stat(old)).rejects.toThrow();
    expect((await stat(young)).size).toBe(4);
  });

  it('fails in silence where nothing can be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const cache = createDiskCache(join(folder, 'file'), 1000);
    await cache.set('abcd', bytes(10));
    expect(await cache.get('abcd')).toBeUndefined();
    await cache.settled();
  });
});
