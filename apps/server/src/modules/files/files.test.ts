import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp, type TestFile } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { MAX_FILE_SIZE_MB: '1' } });
  user = await app.newUser();
});
afterAll(() => app.close());

const upload = (...files: TestFile[]) => user.upload('/api/files/upload', files);

describe('upload', () => {
  it('keeps name, size and hash, and gives the bytes back as they were', async () => {
    const bytes = new Uint8Array(Array.from({ length: 70_000 }, (_, n) => (n * 7) % 256));
    const { status, body } = await upload({ name: 'Смета №1 (изм. 2).pdf', bytes, type: 'text/html' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      filename: 'Смета №1 (изм. 2).pdf',
      // Told by the name, not by whoever sends it.
      mime_type: 'application/pdf',
      size_bytes: 70_000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      source_type: 'user_upload',
    });
    expect((await user.get(`/api/files/${body.id}`)).body).toEqual(body);

    const response = await fetch(`${app.url}/api/files/${body.id}/content`, {
      headers: { authorization: `Bearer ${user.token}` },
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-length')).toBe('70000');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('Смета №1 (изм. 2).pdf').replaceAll('(', '%28').replaceAll(')', '%29')}`,
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('takes an empty file', async () => {
    const { body } = await upload({ name: 'пусто.txt', bytes: '' });
    expect(body.size_bytes).toBe(0);
    const content = await user.get(`/api/files/${body.id}/content`);
    expect([content.status, content.text]).toEqual([200, '']);
  });

  it('composes letters that a Mac took apart', async () => {
    const { body } = await upload({ name: 'Йод.txt'.normalize('NFD'), bytes: 'x' });
    expect(body.filename).toBe('Йод.txt');
  });

  it('refuses kinds it cannot read', async () => {
    for (const name of ['virus.exe', 'photo.JPG', 'archive.tar.gz', 'noextension', 'x.', 'x.pdf.exe']) {
      const { status, body } = await upload({ name, bytes: 'MZ' });
      expect([status, body.code], name).toEqual([415, 'unsupported_media_type']);
    }
    expect((await upload({ name: 'Заглавные.PDF', bytes: 'x' })).status).toBe(201);
  });

  it('refuses what is too large, more than one file, and no file', async () => {
    expect((await upload({ name: 'a.txt', bytes: 'x'.repeat(1_100_000) })).body.code).toBe('too_large');
    expect((await upload({ name: 'a.txt', bytes: 'x' }, { name: 'b.txt', bytes: 'x' })).body.code).toBe(
      'file_missing',
    );
    expect((await upload()).status).toBeGreaterThanOrEqual(400);
    expect((await user.post('/api/files/upload', { file: 'x' })).status).toBe(415);
  });

  it('stores below its own folder, whatever the name says', async () => {
    const names = ['../../../escaped.txt', '/etc/escaped.txt', '..\\..\\escaped.txt', 'a/../../escaped.txt'];
    for (const name of names) {
      const { status, body } = await upload({ name, bytes: 'x' });
      expect(status, name).toBe(201);
      expect(body.filename).not.toMatch(/[\\/]/);
      expect(body.storage_path).toBe(`uploads/documents/${body.id}.txt`);
    }
    const everything = await readdir(app.dataDir, { recursive: true });
    expect(everything.filter((name) => path.basename(name).includes('escaped'))).toEqual([]);
    expect(everything.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('tells that its bytes are gone', async () => {
    const { body } = await upload({ name: 'a.txt', bytes: 'x' });
    await rm(path.join(app.dataDir, 'objects', body.storage_path));
    const lost = await user.get(`/api/files/${body.id}/content`);
    expect([lost.status, lost.body.code]).toEqual([404, 'file_not_found']);
  });

  it('cuts a name without end', async () => {
    const { body } = await upload({ name: `${'я'.repeat(400)}.txt`, bytes: 'x' });
    expect(body.filename.length).toBeLessThanOrEqual(255);
    expect(body.filename).toMatch(/\.txt$/);
  });

  it('cannot put a header into the answer of a download', async () => {
    const { body } = await upload({ name: 'a";x=y; filename=evil.txt', bytes: 'x' });
    const { headers } = await user.get(`/api/files/${body.id}/content`);
    expect(headers['content-disposition']).not.toMatch(/[";]\s*filename=/);
  });
});
