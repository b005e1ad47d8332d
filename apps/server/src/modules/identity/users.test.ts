import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let admin: Person;

beforeAll(async () => {
  app = await startTestApp();
  admin = app.admin;
});
afterAll(() => app.close());

const create = (username: string, role?: string) =>
  admin.post('/api/admin/users', { username, ...(role && { role }) });
const change = (id: string, body: object) => admin.patch(`/api/admin/users/${id}`, body);

describe('creating', () => {
  it('shows the token this once, and the token signs in', async () => {
    const { status, body } = await create('Иванов И.');
    expect(status).toBe(201);
    expect(body.user).toMatchObject({
      username: 'Иванов И.',
      role: 'user',
      status: 'active',
      last_seen_at: null,
    });
    expect(body.static_token).toMatch(/^azd_[\w-]{43}$/);
    const person = await app.signIn(body.static_token);
    expect(person.id).toBe(body.user.id);
    const list = await admin.get('/api/admin/users');
    expect(list.text).not.toContain(body.static_token);
    expect(list.body.find(({ id }: { id: string }) => id === person.id).last_seen_at).not.toBeNull();
  });

  it('refuses a name that is taken, in any case of letters', async () => {
    await create('Петров');
    expect((await create('Петров')).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await create('ПЕТРОВ')).status).toBe(409);
  });

  it('makes exactly one of many equal ones at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => create(`Гонщик ${round}`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    }
  });

  it('refuses names that are empty, too long or not names', async () => {
    for (const username of ['', '   ', 'я'.repeat(81), '<b>', '-rf', 'a\nb']) {
      expect((await create(username)).status, JSON.stringify(username)).toBe(422);
    }
  });

  it('takes no other fields', async () => {
    const { body } = await admin.post('/api/admin/users', {
      username: 'Поля',
      id: '00000000-0000-7000-8000-000000000000',
      status: 'blocked',
      static_token: 'azd_chosen',
    });
    expect(body.user).toMatchObject({ status: 'active' });
    expect(body.user.id).not.toBe('00000000-0000-7000-8000-000000000000');
    expect(body.static_token).not.toBe('azd_chosen');
  });
});

describe('changing', () => {
  it('blocks at once: access, refresh and sign-in stop; unblocking lets in again', async () => {
    const person = await app.newUser();
    expect((await change(person.id, { status: 'blocked' })).body.status).toBe('blocked');
    expect((await person.get('/api/me')).status).toBe(401);
    const refresh = await app.api('POST', '/api/auth/refresh', {
      body: { refresh_token: person.refreshToken },
    });
    expect(refresh.status).toBe(401);
    const exchange = () =>
      app.api('POST', '/api/auth/exchange', { body: { static_token: person.staticToken } });
    expect((await exchange()).body.code).toBe('user_blocked');
    await change(person.id, { status: 'active' });
    expect((await person.get('/api/me')).status, 'old sessions stay ended').toBe(401);
    expect((await exchange()).status).toBe(200);
  });

  it('gives and takes the role', async () => {
    const person = await app.newUser();
    expect((await person.get('/api/admin/users')).status).toBe(403);
    await change(person.id, { role: 'admin' });
    await person.signIn();
    expect((await person.get('/api/admin/users')).status).toBe(200);
    await change(person.id, { role: 'user' });
    expect((await person.get('/api/admin/users')).status).toBe(401);
    await person.signIn();
    expect((await person.get('/api/admin/users')).status).toBe(403);
  });

  it('renames, but not to a name that is taken; the own name in another case is free', async () => {
    const person = await app.newUser();
    expect((await change(person.id, { username: 'Новое имя' })).body.username).toBe('Новое имя');
    expect((await change(person.id, { username: 'новое имя' })).status).toBe(200);
    expect((await change(person.id, { username: 'admin' })).status).toBe(409);
  });

  it('gives a free name to one of two who want it at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const people = [await app.newUser(), await app.newUser()];
      const answers = await Promise.all(people.map(({ id }) => change(id, { username: `Имя ${round}` })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  it('changes nothing for an empty change and knows who is not there', async () => {
    const person = await app.newUser();
    expect((await change(person.id, {})).body.id).toBe(person.id);
    expect((await person.get('/api/me')).status).toBe(200);
    expect((await change('00000000-0000-7000-8000-000000000000', {})).body.code).toBe('user_not_found');
  });

  it('is all or nothing', async () => {
    const person = await app.newUser();
    expect((await change(person.id, { status: 'blocked', username: 'admin' })).status).toBe(409);
    expect((await person.get('/api/me')).body.user.status).toBe('active');
  });
});

it('a reissued token replaces the old one and ends its sessions', async () => {
  const person = await app.newUser();
  const { status, body } = await admin.post(`/api/admin/users/${person.id}/token`);
  expect(status).toBe(201);
  expect((await person.get('/api/me')).status).toBe(401);
  const old = await app.api('POST', '/api/auth/exchange', { body: { static_token: person.staticToken } });
  expect(old.body.code).toBe('token_invalid');
  expect((await app.signIn(body.static_token)).id).toBe(person.id);
  expect((await admin.post('/api/admin/users/00000000-0000-7000-8000-000000000000/token')).status).toBe(404);
});

describe('the last administrator', () => {
  it('cannot be blocked or demoted', async () => {
    for (const body of [{ status: 'blocked' }, { role: 'user' }]) {
      expect((await change(admin.id, body)).body).toMatchObject({ status: 409, code: 'conflict' });
    }
    expect((await admin.get('/api/me')).body.user).toMatchObject({ role: 'admin', status: 'active' });
  });

  it('is not one who is merely blocked beside', async () => {
    const second = await app.newUser('admin');
    await change(second.id, { status: 'blocked' });
    expect((await change(admin.id, { role: 'user' })).status).toBe(409);
  });

  it('two who demote each other at once: one remains', async () => {
    for (let round = 0; round < 5; round += 1) {
      const second = await app.newUser('admin');
      const answers = await Promise.all([
        change(second.id, { role: 'user' }),
        second.patch(`/api/admin/users/${admin.id}`, { role: 'user' }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status >= 500)).toHaveLength(0);
      const left = await app.database.query(
        "select id from users where role = 'admin' and status = 'active'",
      );
      expect(left).toHaveLength(1);
      await app.database.query("update users set role = 'user' where role = 'admin'");
      await app.database.query("update users set role = 'admin' where id = $1", [admin.id]);
      await admin.signIn();
    }
  });
});

it('the list goes newest first, page by page, and misses nobody', async () => {
  for (let n = 0; n < 4; n += 1) await app.newUser();
  const all = (await admin.get('/api/admin/users?limit=100')).body;
  const seen: string[] = [];
  let next: string | null = '/api/admin/users?limit=3';
  while (next !== null) {
    const page = await admin.get(next);
    expect(page.body.length).toBeLessThanOrEqual(3);
    seen.push(...page.body.map(({ id }: { id: string }) => id));
    next = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1] ?? null;
  }
  expect(seen).toEqual(all.map(({ id }: { id: string }) => id));
  expect(seen).toEqual(seen.toSorted().reverse());
});
