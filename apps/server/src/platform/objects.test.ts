import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiskObjectStore, ObjectNotFound, type ObjectStore } from './objects.ts';

let folder: string;
let store: ObjectStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-objects-'));
  store = createDiskObjectStore(path.join(folder, 'objects'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytesOf = async (key: string) => Buffer.concat(await (await store.get(key)).stream.toArray());
const filesBelow = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

it('gives back what was put, and the latest of it', async () => {
  await store.put('uploads/a.txt', Buffer.from('раз'));
  await store.put('uploads/a.txt', Buffer.from('два-два'));
  expect((await bytesOf('uploads/a.txt')).toString()).toBe('два-два');
  expect((await store.get('uploads/a.txt')).size).toBe(Buffer.byteLength('два-два'));
  expect(await filesBelow()).toEqual(['a.txt']);
});

it('says what is not there; deleting it is no error', async () => {
  await expect(store.get('nothing')).rejects.toBeInstanceOf(ObjectNotFound);
  await store.delete('nothing');
  await store.put('dir/file', Buffer.from('x'));
  await expect(store.get('dir')).rejects.toBeInstanceOf(ObjectNotFound);
  await store.delete('dir/file');
  await expect(store.get('dir/file')).rejects.toBeInstanceOf(ObjectNotFound);
});

it.each([
  '../outside',
  'a/../../outside',
  '/etc/passwd',
  'a//b',
  'a/./b',
  '..',
  '.',
  '',
  'a/',
  'a\\..\\b',
  'a\0b',
])('never leaves its folder: %j', async (key) => {
  await writeFile(path.join(folder, 'outside'), 'secret');
  await expect(store.put(key, Buffer.from('x'))).rejects.toThrow();
  await expect(store.get(key)).rejects.toThrow();
  await expect(store.delete(key)).rejects.toThrow();
  expect(await filesBelow()).toEqual(['outside']);
});

it('keeps files and folders to its own user', async () => {
  await store.put('private/key', Buffer.from('x'));
  const info = await stat(path.join(folder, 'objects', 'private', 'key'));
  expect(info.mode & 0o077).toBe(0);
  expect((await stat(path.join(folder, 'objects', 'private'))).mode & 0o077).toBe(0);
});

it('shows a reader the whole old or the whole new object, never a part', async () => {
  const size = 3_000_000;
  await store.put('big', Buffer.alloc(size, 'a'));
  const writing = Promise.all(
    ['b', 'c', 'd', 'e'].map((letter) => store.put('big', Buffer.alloc(size, letter))),
  );
  let done = false;
  void writing.then(() => {
    done = true;
  });
  while (!done) {
    const bytes = await bytesOf('big');
    expect(bytes.length).toBe(size);
    expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
  }
  expect(await filesBelow()).toEqual(['big']);
});

it('leaves no part behind when it cannot write', async () => {
  await mkdir(path.join(folder, 'objects', 'taken'), { recursive: true });
  await expect(store.put('taken', Buffer.from('x'))).rejects.toThrow();
  expect(await filesBelow()).toEqual([]);
});

it('checks that it can write', async () => {
  await store.check();
  await rm(path.join(folder, 'objects'), { recursive: true, force: true });
  await writeFile(path.join(folder, 'objects'), 'a file where the folder should be');
  await expect(store.check()).rejects.toThrow();
});
