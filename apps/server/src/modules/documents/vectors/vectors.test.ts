import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  bundle,
  createTestDatabase,
  startTestApp,
  type TestApp,
  type TestDatabase,
  until,
} from '#platform/testing/index.ts';

const dimensions = 512;
/** Words that a model of meaning would bring together. */
const meanings: Readonly<Record<string, string>> = {
  минвата: 'утеплитель',
  минваты: 'утеплитель',
  изоляция: 'утеплитель',
};

/** Words hashed into a vector: the same at every run. */
function embed(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    let hash = 7;
    for (const letter of meanings[word] ?? word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
    vector[hash % dimensions] = (vector[hash % dimensions] ?? 0) + 1;
  }
  return vector;
}

/** A service that speaks the protocol, and what it is told to do instead. */
const service = {
  calls: [] as { key: string | undefined; model: string; input: string[] }[],
  answer: null as { status: number; headers?: Record<string, string>; body?: string } | null,
  refuses: null as string | null,
};
let server: Server;
let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString());
    expect(request.url).toBe('/v1/embeddings');
    service.calls.push({ key: request.headers.authorization, model, input });
    const { refuses } = service;
    const refused = refuses !== null && input.some((text: string) => text.includes(refuses));
    const told = service.answer ?? (refused ? { status: 400 } : null);
    if (told !== null) {
      response.writeHead(told.status, told.headers).end(told.body ?? '{}');
      return;
    }
    // In another order than asked for, as the protocol allows.
    const data = input.map((text: string, index: number) => ({ index, embedding: embed(text) })).reverse();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data, model }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  database = await createTestDatabase();
  app = await startTestApp({ database, env: environment() });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  server.close();
});
beforeEach(() => {
  service.answer = null;
  service.refuses = null;
});

const environment = (model = 'hash-1') => ({
  EMBEDDINGS_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`,
  EMBEDDINGS_API_KEY: 'secret-of-embeddings',
  EMBEDDINGS_MODEL: model,
  EMBEDDINGS_DIMENSIONS: String(dimensions),
});

async function restart(env: Record<string, string>): Promise<void> {
  await app.close();
  app = await startTestApp({ database, env });
}

async function importTexts(stem: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const blocks = Object.entries(texts).map(([code, text]) => ({ code, text }));
  const { status, body } = await app.admin.upload('/api/documents/import', bundle({ stem, blocks }));
  expect(status).toBe(201);
  return body.documents[0].id;
}

const found = async (words: string): Promise<string[]> => {
  const { status, body } = await app.admin.get(`/api/search/blocks?q=${encodeURIComponent(words)}`);
  expect(status).toBe(200);
  return body.map(({ block_id }: { block_id: string }) => block_id);
};

const embedded = () =>
  database.query<{ code: string; model: string; size: number }>(
    'select code, model, length(vector) as size from block_vectors order by code',
  );

const texts = {
  'AAAA-AAAA-AAA': 'Утеплитель стен',
  'BBBB-BBBB-BBB': 'Краска белая фасадная',
  'CCCC-CCCC-CCC': 'Марка В4-14 и утеплитель',
};

describe('vectors of an installation that has a service of embeddings', () => {
  it('find by meaning where the words are others', async () => {
    await importTexts('dom', texts);
    await until(async () => (await found('минвата'))[0] === 'AAAA-AAAA-AAA', 20_000);
    expect(await embedded()).toMatchObject(
      Object.keys(texts).map((code) => ({ code, model: `hash-1#${dimensions}`, size: 4 * dimensions })),
    );
    expect(service.calls[0]).toMatchObject({ key: 'Bearer secret-of-embeddings', model: 'hash-1' });
    expect(app.logs()).not.toContain('secret-of-embeddings');
  });

  it('have no say where a mark is asked for, and nothing is sent', async () => {
    const before = service.calls.length;
    expect(await found('В4-14')).toEqual(['CCCC-CCCC-CCC']);
    expect(service.calls.length).toBe(before);
  });

  it('are there at the next start, and are not made again', async () => {
    await restart(environment());
    const before = service.calls.length;
    await until(async () => (await found('минвата'))[0] === 'AAAA-AAAA-AAA', 20_000);
    const asked = service.calls.slice(before).flatMap(({ input }) => input);
    expect(asked.every((text) => text === 'минвата')).toBe(true);
  });

  it('are left out while the service is down, and search answers by words as without it', async () => {
    service.answer = { status: 503 };
    expect(await found('минвата')).toEqual([]);
    const before = service.calls.length;
    expect(await found('утеплитель')).toEqual(expect.arrayContaining(['AAAA-AAAA-AAA', 'CCCC-CCCC-CCC']));
    expect(service.calls.length).toBe(before);
  });

  it('are made of another model anew; one text that is refused stops no other', async () => {
    service.refuses = 'Краска';
    await restart(environment('hash-2'));
    await until(
      async () => (await embedded()).every(({ model }) => model === `hash-2#${dimensions}`),
      20_000,
    );
    expect((await embedded()).map(({ size }) => size)).toEqual([4 * dimensions, 0, 4 * dimensions]);
    await until(async () => (await found('минваты'))[0] === 'AAAA-AAAA-AAA', 20_000);
  });

  it('wait as long as a busy service asks for', async () => {
    service.answer = { status: 429, headers: { 'retry-after': '3600' } };
    const id = await importTexts('garazh', { 'DDDD-DDDD-DDD': 'Изоляция ворот' });
    await until(async () => app.logs().includes('rate_limited'), 20_000);
    const before = service.calls.length;
    service.answer = null;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(service.calls.length).toBe(before);
    expect(app.logs()).toContain('"waitMs":3600000');

    // Another process has not been told to wait, and takes over what the first let go.
    await restart(environment('hash-2'));
    await until(async () => (await embedded()).some(({ code }) => code === 'DDDD-DDDD-DDD'), 20_000);
    expect((await app.admin.delete(`/api/documents/${id}`)).status).toBe(200);
    expect((await embedded()).map(({ code }) => code)).toEqual(Object.keys(texts));
  });

  it('of another length than was said are not taken', async () => {
    service.answer = { status: 200, body: JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }] }) };
    const before = await embedded();
    await importTexts('saray', { 'EEEE-EEEE-EEE': 'Сарай' });
    await until(async () => app.logs().includes('EMBEDDINGS_DIMENSIONS is'), 20_000);
    expect(await embedded()).toEqual(before);
  });
});

it('without a service nothing is sent, made or waited for', async () => {
  await restart({});
  const calls = service.calls.length;
  await importTexts('banya', { 'FFFF-FFFF-FFF': 'Изоляция бани' });
  expect(await found('минвата')).toEqual([]);
  expect(await found('бани')).toContain('FFFF-FFFF-FFF');
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(service.calls.length).toBe(calls);
  expect((await embedded()).map(({ code }) => code)).not.toContain('FFFF-FFFF-FFF');
});
