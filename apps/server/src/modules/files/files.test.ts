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
    bytes.set(Buffer.from('%PDF-1.7\n'));
    const { status, body } = await upload({ name: 'Смета №1 (изм. 2).pdf', bytes, type: 'text/html' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      filename: 'Смета №1 (изм. 2).pdf',
      // Told by the content, not by whoever sends it.
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

  it.each([
    ['virus.exe', 'MZ'],
    ['photo.JPG', 'MZ'],
    ['x.pdf.exe', 'MZ'],
    ['договор.txt', 'текст с \0 внутри'],
    ['план.pdf', 'AC1032'],
    ['архив.zip', Buffer.from([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00])],
    ['программа', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1')],
  ])('refuses %s, whatever it is called', async (name, content) => {
    const { status, body } = await upload({ name, bytes: new Uint8Array(Buffer.from(content)) });
    expect([status, body.code], name).toEqual([415, 'unsupported_media_type']);
    expect(body.message).toContain(name);
  });

  it.each([
    ['Чертёж.pdf', '%PDF-1.7\n', 'Чертёж.pdf', 'application/pdf'],
    ['Заглавные.PDF', '%PDF-1.7\n', 'Заглавные.PDF', 'application/pdf'],
    ['Чертёж.docx', '%PDF-1.7\n', 'Чертёж.pdf', 'application/pdf'],
    ['АР_изм.7', '%PDF-1.7\n', 'АР_изм.7.pdf', 'application/pdf'],
    ['данные.txt', '{"a": 1}', 'данные.json', 'application/json'],
    ['страница.txt', '<!doctype html><p>x', 'страница.html', 'text/html'],
    ['a_document.md', '## СТРАНИЦА 1\n', 'a_document.md', 'text/markdown'],
    ['заметки.log', 'просто текст', 'заметки.log.txt', 'text/plain'],
    ['фото', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\b\0\0\0\0', 'фото.png', 'image/png'],
    ['скан.png', '\xff\xd8\xff\xe0\0\x10JFIF\0\x01', 'скан.jpg', 'image/jpeg'],
    ['пусто.zip', 'PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0', 'пусто.zip', 'application/zip'],
  ])('calls %s by its content', async (name, content, filename, mime_type) => {
    const isText = !content.includes('\0');
    const bytes = new Uint8Array(Buffer.from(content, isText ? 'utf8' : 'latin1'));
    const { status, body, headers } = await upload({ name, bytes });
    expect(status).toBe(201);
    expect(body).toMatchObject({ filename, mime_type });
    expect(headers['x-renamed-from']).toBe(name === filename ? undefined : encodeURIComponent(name));
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
