import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestClock,
  createTestDatabase,
  type Person,
  startTestApp,
  type TestApp,
  type TestDatabase,
  until,
} from '#platform/testing/index.ts';

const clock = createTestClock();
let app: TestApp;
let user: Person;
let stranger: Person;

let database: TestDatabase;
let dataDir: string;
const start = async () => {
  app = await startTestApp({ clock, database, dataDir, env: { MAX_FILE_SIZE_MB: '24' } });
};

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-uploads-'));
  await start();
  user = await app.newUser();
  stranger = await app.newUser();
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Text without end is text: its kind is told by its content. */
const text = (bytes: number) => Buffer.from(randomBytes(bytes).toString('hex').slice(0, bytes));
const base64 = (value: string) => Buffer.from(value).toString('base64');
const tus = { 'tus-resumable': '1.0.0' };

const call = (method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE' | 'OPTIONS', url: string, more = {}) => {
  const {
    headers,
    person = user,
    ...rest
  } = more as {
    headers?: Record<string, string>;
    person?: Person;
    payload?: Buffer;
  };
  return app.api(method, url, { token: person.token, headers: { ...tus, ...headers }, ...rest });
};
async function begin(size: number, name = 'Записка.txt'): Promise<string> {
  const headers = { 'upload-length': String(size), 'upload-metadata': `filename ${base64(name)}` };
  const { status, headers: told } = await call('POST', '/api/uploads', { headers });
  expect(status).toBe(201);
  return String(told.location);
}
const patch = (url: string, offset: number, payload: Buffer, more = {}) =>
  call('PATCH', url, {
    payload,
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    ...more,
  });

/** The protocol's own client, told apart from ours by nothing. */
function upload(bytes: Buffer, options: UploadOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    new Upload(Readable.from(bytes), {
      endpoint: `${app.url}/api/uploads`,
      uploadSize: bytes.length,
      chunkSize: 1_000_000,
      headers: { authorization: `Bearer ${user.token}` },
      metadata: { filename: 'Пояснительная записка.txt' },
      retryDelays: null,
      onError: reject,
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('X-File-Id') ?? ''),
      ...options,
    }).start();
  });
}

async function partsLeft(): Promise<string[]> {
  const below = await readdir(path.join(dataDir, 'objects', 'uploads', 'parts'), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return below.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('tus-js-client', () => {
  it('uploads a large file, which is then a file like any other', async () => {
    const bytes = text(10_000_000);
    const id = await upload(bytes);
    const { body } = await user.get(`/api/files/${id}`);
    expect(body).toMatchObject({
      filename: 'Пояснительная записка.txt',
      size_bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const content = await fetch(`${app.url}/api/files/${id}/content`, {
      headers: { authorization: `Bearer ${user.token}` },
    });
    expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await partsLeft()).toEqual([]);
  });

  it('goes on where it was interrupted, though the server was started anew in between', async () => {
    const bytes = text(12_000_000);
    const location = await new Promise<string>((resolve, reject) => {
      const interrupted = new Upload(Readable.from(bytes), {
        endpoint: `${app.url}/api/uploads`,
        uploadSize: bytes.length,
        chunkSize: 5_000_000,
        headers: { authorization: `Bearer ${user.token}` },
        metadata: { filename: 'a.txt' },
        retryDelays: null,
        onError: reject,
        onChunkComplete: () =>
          void interrupted.abort().then(() => resolve(new URL(interrupted.url ?? '').pathname)),
      });
      interrupted.start();
    });
    await app.close();
    await start();
    user = await app.signIn(user.staticToken);
    stranger = await app.signIn(stranger.staticToken);
    const before = await call('HEAD', location);
    expect(Number(before.headers['upload-offset'])).toBeGreaterThanOrEqual(5_000_000);
    const id = await upload(bytes, { uploadUrl: app.url + location });
    const { body } = await user.get(`/api/files/${id}`);
    expect(body.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

it('a connection that breaks leaves what had come', async () => {
  const bytes = text(6_000_000);
  const location = await begin(bytes.length);
  const request = httpRequest(app.url + location, {
    method: 'PATCH',
    headers: {
      ...tus,
      authorization: `Bearer ${user.token}`,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
    },
  });
  request.on('error', () => {});
  request.write(bytes.subarray(0, 5_000_000), () => request.destroy());
  // The last part may still be on its way when the first look is taken: then the place has moved on.
  const done = await until(async () => {
    const offset = Number((await call('HEAD', location)).headers['upload-offset']);
    if (offset < 4_000_000) return null;
    const answer = await patch(location, offset, bytes.subarray(offset));
    return answer.status === 204 ? answer : null;
  });
  expect(done.headers['x-file-id']).toMatch(/^[\da-f-]{36}$/);
  expect((await call('HEAD', location)).headers['x-file-id']).toBe(done.headers['x-file-id']);
});

describe('the protocol', () => {
  it('says what it can', async () => {
    const { status, headers } = await app.api('OPTIONS', '/api/uploads');
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'tus-resumable': '1.0.0',
      'tus-version': '1.0.0',
      'tus-extension': 'creation,expiration,termination',
      'tus-max-size': String(24 * 1024 * 1024),
    });
  });

  it('keeps count and expiry', async () => {
    const location = await begin(10);
    const { headers } = await patch(location, 0, Buffer.from('12345'));
    expect(headers['upload-offset']).toBe('5');
    const head = await call('HEAD', location);
    expect(head.headers).toMatchObject({
      'upload-length': '10',
      'upload-offset': '5',
      'cache-control': 'no-store',
    });
    expect(Date.parse(String(head.headers['upload-expires']))).toBeGreaterThan(clock.now().getTime());
  });

  it('refuses a part from elsewhere, and two parts for one place', async () => {
    const location = await begin(10);
    const wrong = await patch(location, 3, Buffer.from('x'));
    expect([wrong.status, wrong.body.code]).toEqual([409, 'upload_offset_mismatch']);
    const both = await Promise.all([
      patch(location, 0, Buffer.from('12345')),
      patch(location, 0, Buffer.from('123')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await partsLeft()).toHaveLength(await openParts());
  });

  it('ends many uploads at once, more than there are connections to the database', async () => {
    const locations = await Promise.all(Array.from({ length: 20 }, (_, n) => begin(5, `${n}.txt`)));
    const answers = await Promise.all(locations.map((location) => patch(location, 0, Buffer.from('12345'))));
    expect(answers.map(({ status }) => status)).toEqual(locations.map(() => 204));
  });

  it('refuses other versions, lengths and kinds', async () => {
    const post = (headers: Record<string, string>) =>
      app.api('POST', '/api/uploads', { token: user.token, headers });
    expect((await post({ 'upload-length': '5' })).status).toBe(412);
    expect((await post(tus)).status).toBe(400);
    expect((await post({ ...tus, 'upload-length': '-1' })).status).toBe(400);
    expect((await post({ ...tus, 'upload-length': String(25 * 1024 * 1024) })).body.code).toBe('too_large');
    const location = await begin(5);
    expect((await call('PATCH', location, { payload: Buffer.from('x') })).status).toBe(415);
    const tooMuch = await patch(location, 0, Buffer.from('123456'));
    expect([tooMuch.status, tooMuch.body.message]).toEqual([413, expect.stringContaining('объявлено')]);
  });

  it('takes a method in a header, and an empty file', async () => {
    const location = await begin(3);
    const headers = {
      'x-http-method-override': 'PATCH',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    };
    expect((await call('POST', location, { headers, payload: Buffer.from('abc') })).status).toBe(204);
    const empty = await call('POST', '/api/uploads', {
      headers: { 'upload-length': '0', 'upload-metadata': `filename ${base64('пусто.txt')}` },
    });
    expect(empty.headers['x-file-id']).toBeDefined();
  });

  it('forgets what is ended', async () => {
    const location = await begin(10);
    await patch(location, 0, Buffer.from('12345'));
    expect((await call('DELETE', location)).status).toBe(204);
    expect((await call('HEAD', location)).status).toBe(404);
    expect(await partsLeft()).toHaveLength(await openParts());
    const lines = await app.database.query<{ action: string }>(
      'select action from audit_logs where target_id = $1 and outcome = $2 order by id',
      [location.split('/').at(-1), 'ok'],
    );
    expect(lines.map(({ action }) => action)).toEqual(['uploads.create', 'uploads.append', 'uploads.delete']);
  });

  it('forgets a whole file of a kind that is not taken', async () => {
    const location = await begin(4, 'virus.exe');
    const answer = await patch(location, 0, Buffer.from('MZ\x90\0', 'latin1'));
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
    expect((await call('HEAD', location)).status).toBe(404);
    expect(await partsLeft()).toHaveLength(await openParts());
  });
});

async function openParts(): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    'select coalesce(sum(cardinality(parts)), 0)::int as count from uploads',
  );
  return row?.count ?? 0;
}

it('is for its owner only', async () => {
  const location = await begin(10);
  await patch(location, 0, Buffer.from('12345'));
  const nobodys = '/api/uploads/0195f000-0000-7000-8000-000000000000';
  for (const attempt of [
    (url: string) => call('HEAD', url, { person: stranger }),
    (url: string) => call('DELETE', url, { person: stranger }),
    (url: string) => patch(url, 5, Buffer.from('67890'), { person: stranger }),
  ]) {
    const theirs = await attempt(location);
    const missing = await attempt(nobodys);
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, request_id: '' }).toEqual({ ...missing.body, request_id: '' });
  }
  expect((await call('HEAD', location)).headers['upload-offset']).toBe('5');
  for (const method of ['POST', 'HEAD', 'PATCH', 'DELETE'] as const) {
    const url = method === 'POST' ? '/api/uploads' : location;
    const anonymous = await app.api(method, url, { headers: tus });
    expect(anonymous.status).toBe(401);
    expect((await app.api(method, url, { headers: tus, token: 'garbage' })).status).toBe(401);
  }
});

it('ends a day after its last byte; its parts are swept', async () => {
  const location = await begin(10);
  await patch(location, 0, Buffer.from('12345'));
  clock.advance(24 * 3600_000 + 1000);
  await user.signIn();
  expect((await call('HEAD', location)).status).toBe(404);
});
