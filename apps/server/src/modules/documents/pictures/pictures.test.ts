import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSecretBox } from '#platform/crypto.ts';
import { ObjectNotFound, type ObjectStore } from '#platform/objects.ts';
import { drawnPdf, until } from '#platform/testing/index.ts';
import { createEngines, type LazyEngines } from './engines.ts';
import type { PictureFile } from './picture-store.ts';
import { createPictures, type Pictures } from './pictures.ts';

let dataDir: string;
let engines: LazyEngines;
let pictures: Pictures;
let file: PictureFile;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-pictures-'));
  const bytes = await drawnPdf([{ width: 1684, height: 1191, lines: 400 }]);
  await writeFile(path.join(dataDir, 'sheet.pdf'), bytes);
  engines = createEngines({ dataDir, rendering: { workers: 1, memoryMegabytes: 512, cacheMegabytes: 64 } });
  const localFile = async (key: string) => {
    if (key === 'gone') throw new ObjectNotFound(key);
    return path.join(dataDir, key);
  };
  const objects = { localFile } as Partial<ObjectStore> as ObjectStore;
  pictures = createPictures({ engines, objects, box: createSecretBox('x'.repeat(32)) });
  file = {
    id: crypto.randomUUID(),
    version_id: crypto.randomUUID(),
    document_id: crypto.randomUUID(),
    file_type: 'pdf',
    file_name: 'sheet.pdf',
    file_size: bytes.length,
    storage_path: 'sheet.pdf',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mime_type: 'application/pdf',
    password_ciphertext: null,
    created_at: new Date(0),
  };
});
afterAll(async () => {
  await engines.close();
  await rm(dataDir, { recursive: true, force: true });
});

const region = {
  page: 1,
  box: [0.25, 0.25, 0.5, 0.5] as [number, number, number, number],
  width: 900,
  height: 600,
  format: 'png' as const,
};

it('eight viewers of one place share one drawing, and a ninth takes it from the cache', async () => {
  const { pdf } = await engines.load();
  const copies = await Promise.all(Array.from({ length: 8 }, () => pictures.draw(file, region)));
  expect(pdf.renders).toBe(1);
  expect(new Set(copies.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))).size).toBe(1);
  // The same bytes under another name, as in the next version of a document, are the same picture.
  await pictures.draw({ ...file, id: crypto.randomUUID() }, region);
  expect(pdf.renders).toBe(1);
  await until(async () => (await readdir(path.join(dataDir, 'cache', 'pages')).catch(() => [])).length === 1);
});

it('one who leaves does not take the picture from the others', async () => {
  const elsewhere = { ...region, box: [0.5, 0.5, 0.75, 0.75] as [number, number, number, number] };
  const gone = new AbortController();
  const left = pictures.draw(file, elsewhere, gone.signal).catch((error: { status: number }) => error.status);
  const stayed = pictures.draw(file, elsewhere);
  gone.abort(new Error('client went away'));
  expect(await left).toBe(503);
  expect((await stayed).bytes.length).toBeGreaterThan(0);
});

it('what is not in the store is no picture', async () => {
  const missing = { ...file, sha256: '0'.repeat(64), storage_path: 'gone' };
  await expect(pictures.draw(missing, region)).rejects.toMatchObject({
    status: 404,
    code: 'picture_not_found',
  });
  await expect(pictures.size(file, 2)).rejects.toMatchObject({ code: 'picture_not_found' });
});
