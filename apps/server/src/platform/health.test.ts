import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestDatabase,
  startTestApp,
  type TestApp,
  type TestDatabase,
  until,
} from '#platform/testing/index.ts';
import { startTcpProxy, type TcpProxy } from '#platform/testing/tcp-proxy.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  app = await startTestApp({ database, env: { DATABASE_URL: url.href } });
});
afterAll(async () => {
  await app.close();
  await proxy.stop();
  await database.drop();
});

const get = (path: string) => app.api('GET', path);

it('tells of its parts, at both addresses, and that it is ready', async () => {
  for (const path of ['/healthz', '/health', '/readyz']) {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(Object.keys(body.parts).sort()).toEqual(['database', 'jobs', 'objects']);
    for (const part of Object.values<{ status: string; latency_ms: number }>(body.parts)) {
      expect(part.status).toBe('ok');
      expect(part.latency_ms).toBeGreaterThanOrEqual(0);
    }
  }
  expect((await get('/livez')).body).toEqual({ status: 'ok' });
});

it('without its database: alive, but 503 with the part named; requests are told to come back', async () => {
  await proxy.stop();
  for (const path of ['/healthz', '/health', '/readyz']) {
    const { status, body } = await get(path);
    expect([status, body.status, body.parts.database.status]).toEqual([503, 'down', 'down']);
    expect(body.parts.objects.status).toBe('ok');
  }
  expect((await get('/livez')).status).toBe(200);
  expect((await get('/metrics')).status).toBe(200);
  for (const answer of [await app.admin.get('/api/me'), await app.admin.post('/api/chats', { title: 'x' })]) {
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body.message).toMatch(/[а-я]/);
    expect(answer.text).not.toContain('ECONN');
  }
});

it('comes back by itself, and answers questions again', async () => {
  await proxy.start();
  await until(async () => (await get('/readyz')).status === 200);
  const chat = await until(() => app.admin.newChat());
  const frames = await app.admin.ask(chat, 'Ты снова здесь?');
  expect(frames.at(-1)?.data.status).toBe('done');
});

it('without its object store: 503 with that part named', async () => {
  const folder = path.join(app.dataDir, 'objects');
  await rm(folder, { recursive: true, force: true });
  await writeFile(folder, 'a file where the folder should be');
  const { status, body } = await get('/healthz');
  expect([status, body.parts.objects, body.parts.database.status]).toEqual([
    503,
    { status: 'down', latency_ms: null },
    'ok',
  ]);
  await rm(folder);
  expect((await get('/healthz')).status).toBe(200);
});
