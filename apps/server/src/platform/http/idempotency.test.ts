import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bundle,
  createTestClock,
  type Person,
  sampleBlock,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

const clock = createTestClock();
let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ clock });
  user = await app.newUser();
});
afterAll(() => app.close());

let keys = 0;
function newKey(): Record<string, string> {
  keys += 1;
  return { 'idempotency-key': `key-${keys}` };
}
const chats = async (person = user) => (await person.get('/api/chats?limit=100')).body;

describe('the same key', () => {
  it('of many equal requests at once makes one chat; who is early is told to wait, the rest get its answer', async () => {
    const key = newKey();
    const before = (await chats()).length;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => user.post('/api/chats', { title: 'Один' }, key)),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const { status, body } of answers.filter(({ status }) => status !== 201)) {
      expect([status, body.code]).toEqual([409, 'conflict']);
    }
    expect(await chats()).toHaveLength(before + 1);
    const later = await user.post('/api/chats', { title: 'Один' }, key);
    expect([later.status, later.text]).toEqual([201, made[0]?.text]);
  });

  it('with another body is refused', async () => {
    const key = newKey();
    await user.post('/api/chats', { title: 'Первый' }, key);
    const { status, body } = await user.post('/api/chats', { title: 'Второй' }, key);
    expect([status, body.code]).toEqual([422, 'idempotency_mismatch']);
    expect((await chats()).some(({ title }: { title: string }) => title === 'Второй')).toBe(false);
  });

  it('is free again after a failure', async () => {
    const key = newKey();
    const send = (chat: string) => user.post(`/api/chats/${chat}/messages`, { content: 'Вопрос' }, key);
    const missing = await send('0195f000-0000-7000-8000-000000000000');
    expect(missing.status).toBe(404);
    const [role] = (await user.get('/api/prompts/roles')).body;
    const patch = (id: number) =>
      app.api('PATCH', '/api/me/settings', {
        token: user.token,
        headers: key,
        body: { selected_role_prompt_id: id },
      });
    expect((await patch(424_242)).status).toBe(404);
    expect((await patch(role.id)).status).toBe(200);
  });

  it('belongs to a user, a route and a thing', async () => {
    const key = newKey();
    const other = await app.newUser();
    const mine = await user.post('/api/chats', { title: 'Общий ключ' }, key);
    const theirs = await other.post('/api/chats', { title: 'Общий ключ' }, key);
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
    const patched = await app.api('PATCH', `/api/chats/${mine.body.id}`, {
      token: user.token,
      headers: key,
      body: { title: 'Общий ключ' },
    });
    expect(patched.status).toBe(200);
  });

  it('is one at the old address, too', async () => {
    const key = newKey();
    const first = await user.post('/api/chats', { title: 'Адреса' }, key);
    const second = await user.post('/chats', { title: 'Адреса' }, key);
    expect(second.body.id).toBe(first.body.id);
  });

  it('asks a question once', async () => {
    const chat = await user.newChat();
    const key = newKey();
    const send = () => user.post(`/api/chats/${chat}/messages`, { content: 'Сколько этажей?' }, key);
    const first = await send();
    const second = await send();
    expect(second.body).toEqual(first.body);
    await user.read(chat);
    const { messages } = (await user.get(`/api/chats/${chat}`)).body;
    expect(messages.filter(({ role }: { role: string }) => role === 'user')).toHaveLength(1);
  });

  it('imports files once, and tells other files from them', async () => {
    const key = newKey();
    const upload = (text: string) =>
      user.upload('/api/documents/import', bundle({ stem: 'once', blocks: [{ ...sampleBlock, text }] }), key);
    const first = await upload('Перемычка В2');
    expect(first.status).toBe(201);
    expect((await upload('Перемычка В2')).body).toEqual(first.body);
    expect((await upload('Перемычка В21')).body.code).toBe('idempotency_mismatch');
    expect((await user.get(`/api/documents/${first.body.documents[0].id}`)).body.version).toBe(1);
  });

  it('means nothing after a day', async () => {
    const key = newKey();
    const first = await user.post('/api/chats', { title: 'Вчера' }, key);
    clock.advance(24 * 3600_000 + 1000);
    await user.signIn();
    const second = await user.post('/api/chats', { title: 'Сегодня' }, key);
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('of a request that never answered may be used again after two minutes, not before', async () => {
    const key = newKey();
    const first = await user.post('/api/chats', { title: 'Пропал' }, key);
    await app.database.query(
      'update idempotency_keys set status = null, answer = null where created_at = (select max(created_at) from idempotency_keys)',
    );
    expect((await user.post('/api/chats', { title: 'Пропал' }, key)).status).toBe(409);
    clock.advance(121_000);
    const again = await user.post('/api/chats', { title: 'Пропал' }, key);
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(first.body.id);
  });
});

it('a key that is none is refused', async () => {
  for (const key of ['with space', 'x'.repeat(201), 'ключ']) {
    const answer = await user.post(
      '/api/chats',
      { title: 'x' },
      { 'idempotency-key': encodeURI(key) === key ? key : key },
    );
    expect(answer.status, key).toBe(400);
  }
});

it('sign-in ignores keys: no token is stored for a replay', async () => {
  const key = newKey();
  const exchange = () =>
    app.api('POST', '/api/auth/exchange', { body: { static_token: user.staticToken }, headers: key });
  const first = await exchange();
  const second = await exchange();
  expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
});

it('a token shown once is not kept for a replay', async () => {
  const key = newKey();
  const create = () => app.admin.post('/api/admin/users', { username: 'С ключом' }, key);
  await app.admin.signIn();
  const { body } = await create();
  expect(body.static_token).toMatch(/^azd_/);
  const kept = await app.database.query('select 1 from idempotency_keys where strpos(answer, $1) > 0', [
    body.static_token,
  ]);
  expect(kept).toEqual([]);
});
