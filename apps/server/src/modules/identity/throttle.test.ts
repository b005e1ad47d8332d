import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestClock,
  createTestDatabase,
  startTestApp,
  type TestApp,
  type TestDatabase,
} from '#platform/testing/index.ts';

const clock = createTestClock();
const attacker = '198.51.100.7';
let database: TestDatabase;
let dataDir: string;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-throttle-'));
  app = await startTestApp({ clock, database, dataDir });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const exchange = (staticToken: string, address: string, headers: Record<string, string> = {}) =>
  app.api('POST', '/api/auth/exchange', { body: { static_token: staticToken }, address, headers });

async function fail(address: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n += 1) statuses.push((await exchange(`azd_wrong ${n}`, address)).status);
  return statuses;
}

async function restart(env: Record<string, string> = {}): Promise<void> {
  await app.close();
  app = await startTestApp({ clock, database, dataDir, env });
}

it('after five failures the address waits, even with the right token, and is told how long', async () => {
  expect(await fail(attacker, 5)).toEqual([401, 401, 401, 401, 401]);
  const { status, body, headers } = await exchange(app.adminToken, attacker);
  expect(status).toBe(429);
  expect(body).toMatchObject({ status: 429, code: 'throttled' });
  expect(body.message).toMatch(/Повторите через/);
  expect(Number(headers['retry-after'])).toBeGreaterThan(14 * 60);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
});

it('many at once are no way around it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => exchange(`azd_${n}`, '198.51.100.9')),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
});

it('other addresses are not affected', async () => {
  expect((await exchange(app.adminToken, '198.51.100.8')).status).toBe(200);
});

it('the wait survives a restart', async () => {
  await restart();
  expect((await exchange(app.adminToken, attacker)).status).toBe(429);
});

it('ends after fifteen minutes, and a success starts the count anew', async () => {
  clock.advance(15 * 60_000 + 1000);
  expect(await fail(attacker, 4)).toEqual([401, 401, 401, 401]);
  expect((await exchange(app.adminToken, attacker)).status).toBe(200);
  expect(await fail(attacker, 4)).toEqual([401, 401, 401, 401]);
  expect((await exchange(app.adminToken, attacker)).status).toBe(200);
});

it('parallel guesses are all counted', async () => {
  const address = '198.51.100.9';
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => exchange(`azd_parallel ${n}`, address)),
  );
  expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  expect((await exchange(app.adminToken, address)).status).toBe(429);
});

it('a forwarded address counts only when the proxy is trusted', async () => {
  const spoof = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` });
  const proxy = '10.0.0.1';
  for (let n = 0; n < 5; n += 1) await exchange('azd_spoofed', proxy, spoof(n));
  expect((await exchange(app.adminToken, proxy, spoof(99))).status).toBe(429);

  await restart({ TRUSTED_PROXIES: '10.0.0.0/24' });
  const behind = '10.0.0.2';
  for (let n = 0; n < 5; n += 1) await exchange('azd_behind', behind, spoof(1));
  expect((await exchange(app.adminToken, behind, spoof(1))).status).toBe(429);
  expect((await exchange(app.adminToken, behind, spoof(2))).status).toBe(200);
});
