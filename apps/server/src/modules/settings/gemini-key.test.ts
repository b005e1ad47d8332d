import { allRoutes } from '@aizoomdoc/contracts';
import { startGeminiServer } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestDatabase,
  type Person,
  startTestApp,
  type TestApp,
  type TestDatabase,
} from '#platform/testing/index.ts';

const canary = 'AIza-canary-4f8b2c91e7';
/** Keys that the model's server was given. */
const keys: string[] = [];
let app: TestApp;
let gemini: Awaited<ReturnType<typeof startGeminiServer>>;
let database: TestDatabase;
let user: Person;
let other: Person;

beforeAll(async () => {
  gemini = await startGeminiServer({
    script: [{ parts: [{ text: 'Готово.' }] }],
    acceptKey: (key) => keys.push(key) > 0,
  });
  database = await createTestDatabase();
  app = await startTestApp({ database, env: { GEMINI_BASE_URL: gemini.url } });
  user = await app.newUser();
  other = await app.newUser();
});
afterAll(async () => {
  await app.close();
  await gemini.close();
  await database.drop();
});

const put = (person: Person, key: string) => person.put('/api/me/keys/gemini', { api_key: key });
const configured = async (person: Person) => (await person.get('/api/me')).body.gemini_api_key_configured;

it('is stored, replaced and deleted; only the fact and the time are told', async () => {
  expect(await configured(user)).toBe(false);
  expect((await put(user, 'first-key-of-the-user')).body).toEqual({ ok: true });
  expect((await put(user, canary)).body).toEqual({ ok: true });
  const me = await user.get('/api/me');
  expect(me.body.gemini_api_key_configured).toBe(true);
  expect(Date.parse(me.body.gemini_api_key_updated_at)).toBeGreaterThan(Date.now() - 60_000);
  expect(await configured(other)).toBe(false);
  expect((await user.delete('/api/me/keys/gemini')).body).toEqual({ ok: true });
  expect(await configured(user)).toBe(false);
  expect((await user.delete('/api/me/keys/gemini')).status, 'again').toBe(200);
});

it('is refused when it cannot be one', async () => {
  for (const key of [
    '',
    'short',
    'с русскими буквами',
    'with space inside',
    'line\nbreak-in-key',
    'x'.repeat(401),
  ]) {
    const answer = await put(user, key);
    expect(answer.status, JSON.stringify(key)).toBe(422);
    if (key.length > 5) expect(answer.text).not.toContain(key);
  }
});

it('reaches the model and comes back nowhere: no answer, no log line, no column of the database', async () => {
  await put(user, canary);
  const chatId = await user.newChat();
  const frames = await user.ask(chatId, 'Скажи что-нибудь');
  expect(frames.at(-1)?.data.status).toBe('done');
  expect(keys).toContain(canary);

  const readable = allRoutes.filter(({ method, access }) => method === 'GET' && access !== 'public');
  for (const route of readable.filter(({ success }) => success.kind !== 'events')) {
    const path = route.path.replace('{chat_id}', chatId).replaceAll(/\{\w+\}/g, user.id);
    for (const person of [user, app.admin]) {
      expect((await person.get(path)).text, path).not.toContain(canary);
    }
  }
  expect(JSON.stringify(frames)).not.toContain(canary);
  expect(app.logs()).not.toContain(canary);

  const columns = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'dbos') and table_type = 'BASE TABLE'`,
  );
  for (const { name } of columns) {
    const hits = await database.query(`select 1 from ${name} as row where strpos(row::text, $1) > 0`, [
      canary,
    ]);
    expect(hits, name).toEqual([]);
  }
  const [{ gemini_api_key_ciphertext: sealed } = { gemini_api_key_ciphertext: Buffer.alloc(0) }] =
    await database.query<{ gemini_api_key_ciphertext: Buffer }>(
      'select * from user_secrets where user_id = $1',
      [user.id],
    );
  expect(sealed.includes(canary)).toBe(false);
});

it('is bound to its user: a row copied to somebody else does not open', async () => {
  await put(user, canary);
  await put(other, 'key-of-the-other-one');
  await database.query(
    `update user_secrets set gemini_api_key_ciphertext = (
       select gemini_api_key_ciphertext from user_secrets where user_id = $1
     ) where user_id = $2`,
    [user.id, other.id],
  );
  const asked = keys.length;
  const frames = await other.ask(await other.newChat(), 'Скажи что-нибудь');
  expect(frames.at(-1)?.data.status).toBe('failed');
  expect(frames.find(({ event }) => event === 'error')?.data.message).toMatch(/[а-я]/);
  expect(keys.length, 'the stolen key goes nowhere').toBe(asked);
});
