import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSound } from '#platform/testing/expect-sound.ts';
import { startTestApp, type TestApp } from '#platform/testing/index.ts';
import { nastyValues } from '#platform/testing/schema-arbitrary.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('bodies that are no good JSON', () => {
  const depth = 20_000;
  const bodies: [string, string | Buffer][] = [
    ['nothing', ''],
    ['half an object', '{"title": "x"'],
    ['NUL', '{"title":"a\\u0000b"}'],
    ['raw NUL', '{"title":"a\0b"}'],
    ['half a surrogate pair', '{"title":"\\ud800"}'],
    ['the other half', '{"title":"x\\udfff y"}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a cut letter', Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xd0]), Buffer.from('"}')])],
    ['a byte order mark', '\ufeff{"title":"x"}'],
    ['infinite', '{"title":"x","limit":1e999}'],
    ['deep arrays', '['.repeat(depth) + ']'.repeat(depth)],
    ['deep objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['prototype', '{"__proto__":{"role":"admin","title":"x"},"constructor":{"prototype":{"x":1}}}'],
    ['twice the same', '{"title":"a","title":"b"}'],
    ['XML', '<chat/>'],
  ];

  it.each(bodies)('%s', async (_, payload) => {
    for (const path of ['/api/chats', '/api/auth/exchange', '/api/admin/users']) {
      const headers = { 'content-type': 'application/json' };
      const address = '192.0.2.251';
      expectSound(await app.api('POST', path, { token: app.admin.token, payload, headers, address }));
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  it('what is not JSON is told so, NUL by its name', async () => {
    const post = (payload: string) =>
      app.api('POST', '/api/chats', {
        token: app.admin.token,
        payload,
        headers: { 'content-type': 'application/json' },
      });
    expect((await post('{"title"')).body).toMatchObject({ status: 400, code: 'malformed' });
    expect((await post('{"title":"a\\u0000b"}')).body.message).toContain('NUL');
    expect((await post('{"title":"C:\\\\u0000x"}')).body.title, 'a backslash before u0000').toBe(
      'C:\\u0000x',
    );
  });

  it('text that the database does not take is refused or mended, and what is stored reads back', async () => {
    for (const title of nastyValues.filter((value) => typeof value === 'string')) {
      const answer = await app.admin.post('/api/chats', { title });
      expectSound(answer);
      if (answer.status !== 201) continue;
      const read = await app.admin.get(`/api/chats/${answer.body.id}`);
      expect(read.body.chat.title).toBe(answer.body.title);
    }
  });

  it('other content types are told which one is right', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data',
      'x',
    ]) {
      const answer = await app.api('POST', '/api/chats', {
        token: app.admin.token,
        payload: '{"title":"x"}',
        headers: { 'content-type': type },
      });
      expectSound(answer);
      expect([400, 415], type).toContain(answer.status);
    }
  });

  it('a body above half a megabyte is too large', async () => {
    const answer = await app.admin.post('/api/chats', { description: 'я'.repeat(300_000) });
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
    expectSound(answer);
  });

  it('a client that sends everything before it reads gets the answer, not a broken connection', async () => {
    const size = 8 * 1024 * 1024;
    const socket = connect({ port: Number(new URL(app.url).port), host: '127.0.0.1' });
    const head = `POST /api/chats HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.admin.token}`;
    socket.write(`${head}\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`);
    await promisify((done: (error?: Error | null) => void) => socket.write('x'.repeat(size), done))();
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});

describe('forms', () => {
  const type = 'multipart/form-data; boundary=x';
  const part = (name: string, text: string) =>
    `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n`;
  const field = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n';

  it.each([
    ['empty', '', type],
    ['no boundary', part('a_document.md', 'x'), 'multipart/form-data'],
    ['another boundary', part('a_document.md', 'x'), 'multipart/form-data; boundary=y'],
    ['cut in a header', '--x\r\nContent-Dispo', type],
    ['cut in a file', part('a_document.md', 'x').slice(0, -4), type],
    ['only a field', `${field}--x--\r\n`, type],
    ['an empty name', `${part('', 'x')}--x--\r\n`, type],
    ['51 fields', `${field.repeat(51)}${part('a_document.md', 'x')}--x--\r\n`, type],
    ['300 files', `${part('a_document.md', 'x').repeat(300)}--x--\r\n`, type],
  ])('%s is refused', async (_, payload, contentType) => {
    for (const path of ['/api/documents/import', '/api/files/upload']) {
      const answer = await app.api('POST', path, {
        token: app.admin.token,
        payload,
        headers: { 'content-type': contentType },
      });
      expectSound(answer);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it.each(['../../../etc/cron.d/x', 'C:\\Windows\\x', 'a\0b', '\u202egpj', '.', 'x'.repeat(5000)])(
    'the name %j stays a name',
    async (stem) => {
      const payload = `${part(`${stem}_document.md`, '## СТРАНИЦА 1')}--x--\r\n`;
      for (const path of ['/api/documents/import', '/api/files/upload']) {
        const answer = await app.api('POST', path, {
          token: app.admin.token,
          payload,
          headers: { 'content-type': type },
        });
        expectSound(answer);
        expect(answer.body.filename ?? '').not.toMatch(/[\\/\0]/);
      }
    },
  );

  it('any bytes under any name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('_document.md', '_blocks.json', '.pdf', ''),
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.uint8Array({ maxLength: 300 }),
        async (suffix, stem, bytes) => {
          const files = [{ name: stem.toWellFormed() + suffix, bytes: new Uint8Array(bytes) }];
          expectSound(await app.admin.upload('/api/documents/import', files));
          expectSound(await app.admin.upload('/api/files/upload', files));
        },
      ),
      { numRuns: 40, seed: 20_260_101 },
    );
  });
});
