import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GeminiServer, inWords, type Script, startGeminiServer } from '@aizoomdoc/models/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/db/embedded.ts';
import { createLogger } from '#platform/log.ts';
import { freePort } from '#platform/ports.ts';
import { ApiSession, type ReadEvent, seqsOf, textOf } from './run-reader.ts';
import { adminToken, type ServerProcess, startServerProcess } from './server-process.ts';

/** Kills at random moments; `npm run test:long` has 200. */
const kills = process.env.TEST_LONG ? 200 : 10;
const perRun = 3;

const words = Array.from({ length: 90 }, (_, n) => `слово${n}`).join(' ');
const answer = `Перемычек А4-14 — 45\u00a0шт. ${words} ёлки 🏗️ конец.`;

/** Searches first, then answers slowly enough to be killed in the middle. */
const steadyModel: Script = ({ toolResults, question }) =>
  toolResults.length === 0
    ? {
        parts: [
          { text: 'Сейчас поищу. ' },
          { call: { name: 'search_blocks', arguments: { query: question } } },
        ],
        delayMs: 40,
      }
    : { parts: inWords(answer), delayMs: 12, usage: { inputTokens: 10, outputTokens: 90 } };

/** Says something else every time it is asked. */
function fickleModel(): Script {
  let asked = 0;
  return () => {
    asked += 1;
    return {
      parts: inWords(`Ответ начинается одинаково, потом расходится: попытка ${asked}. ${answer}`),
      delayMs: 12,
    };
  };
}

/** Nodes of one installation share them. */
const sharedKeys = {
  JWT_SIGNING_KEY: 'the signing key of the crash tests, long enough',
  MASTER_ENCRYPTION_KEY: 'the master key of the crash tests, long enough',
};

let postgres: EmbeddedPostgres;
let folder: string;
const running: ServerProcess[] = [];
const models: GeminiServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-crash-'));
  postgres = await startEmbeddedPostgres({
    dir: path.join(folder, 'shared', 'postgres'),
    log: createLogger('silent'),
  });
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill('SIGKILL')));
  await Promise.all(models.splice(0).map((model) => model.close()));
});

afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Setup {
  session: ApiSession;
  /** Starts the server (again) on the same port, folder and database. */
  start(): Promise<ServerProcess>;
  model: GeminiServer;
}

async function setUp(script: Script, env: Record<string, string> = {}): Promise<Setup> {
  const model = await startGeminiServer({ script });
  models.push(model);
  const port = await freePort();
  const dataDir = path.join(folder, `node-${port}`);
  const start = async () => {
    const environment = { ...sharedKeys, DATABASE_URL: postgres.url, GEMINI_BASE_URL: model.url, ...env };
    const server = await startServerProcess({ dataDir, port, env: environment });
    running.push(server);
    return server;
  };
  return { session: new ApiSession(`http://127.0.0.1:${port}`, adminToken), start, model };
}

async function ask(session: ApiSession): Promise<string> {
  await session.signIn();
  await session.json('PUT', '/api/me/keys/gemini', { api_key: 'test-crash' });
  const { id } = await session.json<{ id: string }>('POST', '/api/chats', {});
  await session.json('POST', `/api/chats/${id}/messages`, { content: 'Сколько перемычек А4-14?' });
  return id;
}

interface History {
  messages: { role: string; content: string; status: string }[];
  run: { status: string };
}

/** What must hold however often the server died: each event once, in order, and the stored text is what was read. */
async function expectWhole(session: ApiSession, chatId: string, events: ReadEvent[]): Promise<void> {
  expect(seqsOf(events)).toEqual(events.map((_, at) => at + 1));
  expect(events.filter(({ event }) => event === 'completed')).toHaveLength(1);
  const { messages, run } = await session.json<History>('GET', `/api/chats/${chatId}`);
  expect(messages.map(({ role, status }) => [role, status])).toEqual([
    ['user', 'complete'],
    ['assistant', 'complete'],
  ]);
  expect(run.status).toBe('done');
  expect(messages[1]?.content).toBe(textOf(events));
  const again = await session.readToEnd(chatId, 5000);
  expect(again).toEqual(events);
}

/** Kills the server at random moments of one run. */
async function killDuringRun({ session, start }: Setup, times: number, random: () => number) {
  let server = await start();
  const chatId = await ask(session);
  const reading = session.readToEnd(chatId, 60_000);
  for (let kill = 0; kill < times; kill += 1) {
    await sleep(random() * 900);
    await server.kill('SIGKILL');
    server = await start();
  }
  const events = await reading;
  await expectWhole(session, chatId, events);
  await server.kill('SIGKILL');
  return events;
}

/** Mulberry32: the same moments for the same seed, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

describe(`the server is killed at random moments (CRASH_SEED=${seed})`, () => {
  const random = randomFrom(seed);
  const runs = Math.ceil(kills / perRun / 2);

  test(`no event is lost or repeated in ${runs} runs of a steady model`, {
    timeout: runs * 60_000,
  }, async () => {
    const setup = await setUp(steadyModel);
    for (let run = 0; run < runs; run += 1) {
      const events = await killDuringRun(setup, perRun, random);
      expect(textOf(events)).toBe(`Сейчас поищу. ${answer}`);
      expect(events.some(({ event }) => event === 'answer_restarted')).toBe(false);
      expect(events.filter(({ event }) => event === 'tool_call')).toHaveLength(1);
    }
  });

  test(`readers of ${runs} runs are told when the model answers differently`, {
    timeout: runs * 60_000,
  }, async () => {
    for (let run = 0; run < runs; run += 1) {
      const events = await killDuringRun(await setUp(fickleModel()), perRun, random);
      expect(textOf(events)).toMatch(
        /^Ответ начинается одинаково, потом расходится: попытка \d+\. Перемычек/,
      );
      expect(textOf(events).endsWith(answer)).toBe(true);
    }
  });
});

test('the embedded installation goes on after its server is killed', { timeout: 60_000 }, async () => {
  const setup = await setUp(steadyModel, { USE_DATABASE: 'false' });
  const events = await killDuringRun(setup, 1, () => 0.6);
  expect(textOf(events)).toBe(`Сейчас поищу. ${answer}`);
});

test('another node takes over the work of a killed one', { timeout: 60_000 }, async () => {
  const first = await setUp(steadyModel);
  const second = await setUp(steadyModel);
  const server = await first.start();
  const survivor = await second.start();
  const chatId = await ask(first.session);
  await second.session.signIn();
  let killedAt = 0;
  const events = await second.session.readToEnd(chatId, 30_000, ({ event }) => {
    if (event !== 'llm_token' || killedAt > 0) return;
    killedAt = Date.now();
    void server.kill('SIGKILL');
  });
  expect(Date.now() - killedAt).toBeLessThan(10_000);
  await expectWhole(second.session, chatId, events);
  await survivor.kill('SIGKILL');
});

test('an api node accepts what a worker node answers', { timeout: 60_000 }, async () => {
  const api = await setUp(steadyModel, { ROLE: 'api' });
  const worker = await setUp(steadyModel, { ROLE: 'worker' });
  await api.start();
  await worker.start();
  const chatId = await ask(api.session);
  const events = await api.session.readToEnd(chatId, 30_000);
  await expectWhole(api.session, chatId, events);
  expect((await worker.session.send('GET', '/api/chats')).status).toBe(404);
  expect((await worker.session.send('GET', '/readyz')).status).toBe(200);
});

test('a stopped server exits with 0 and leaves the answer to its next start', {
  timeout: 60_000,
}, async () => {
  const setup = await setUp(steadyModel, { SHUTDOWN_GRACE_SECONDS: '0' });
  const server = await setup.start();
  const chatId = await ask(setup.session);
  const reading = setup.session.readToEnd(chatId, 30_000);
  await sleep(500);
  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  await setup.start();
  await expectWhole(setup.session, chatId, await reading);
});

test('a stopped server lets a running answer finish within its grace period', {
  timeout: 60_000,
}, async () => {
  const setup = await setUp(steadyModel, { SHUTDOWN_GRACE_SECONDS: '20' });
  const server = await setup.start();
  const chatId = await ask(setup.session);
  const reading = setup.session.readToEnd(chatId, 30_000);
  await sleep(300);
  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect((await reading).at(-1)?.event).toBe('completed');
  await setup.start();
  await expectWhole(setup.session, chatId, await reading);
});

test('an answer goes on after the database was killed under it', { timeout: 90_000 }, async () => {
  const setup = await setUp(steadyModel);
  await setup.start();
  const chatId = await ask(setup.session);
  const reading = setup.session.readToEnd(chatId, 60_000);
  await sleep(400);
  process.kill(postgres.pid, 'SIGKILL');
  await expectWhole(setup.session, chatId, await reading);
});
