import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestClock, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

const clock = createTestClock();
let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ clock });
});
afterAll(() => app.close());

const exchange = (staticToken: string, address = '192.0.2.1') =>
  app.api('POST', '/api/auth/exchange', { body: { static_token: staticToken }, address });
const refresh = (refreshToken: string) =>
  app.api('POST', '/api/auth/refresh', { body: { refresh_token: refreshToken } });
const me = (token: string) => app.api('GET', '/api/me', { token });

describe('exchange of a static token', () => {
  it('gives an access token for an hour and a refresh token for thirty days', async () => {
    const { status, body } = await exchange(app.adminToken);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      refresh_expires_in: 30 * 86_400,
      user: { username: 'admin', role: 'admin', status: 'active' },
    });
    expect((await me(body.access_token)).body.user.id).toBe(body.user.id);
  });

  it('refuses an unknown token in Russian and names neither it nor a user', async () => {
    const { status, body, headers } = await exchange('azd_unknown', '192.0.2.2');
    expect(status).toBe(401);
    expect(body).toMatchObject({ status: 401, code: 'token_invalid', error: 'token_invalid' });
    expect(body.message).toMatch(/[а-я]{3}/);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(JSON.stringify(body)).not.toContain('azd_unknown');
  });

  it('puts the refresh token into a cookie that scripts and other sites do not see', async () => {
    const { body, headers } = await app.api('POST', '/api/auth/exchange', {
      body: { static_token: app.adminToken, use_cookie: true },
    });
    expect(body.refresh_token).toBeUndefined();
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^azd_refresh=azr_[\w-]{43}; /);
    for (const flag of ['Path=/api/auth', 'HttpOnly', 'SameSite=Strict', 'Max-Age=2592000']) {
      expect(cookie).toContain(flag);
    }
    // The server is not told that it is behind https here.
    expect(cookie).not.toContain('Secure');
  });
});

describe('refresh', () => {
  beforeAll(async () => {
    user = await app.newUser();
  });

  it('rotates: the new pair works, the access token of before too, the old refresh token is used up', async () => {
    await user.signIn();
    const first = user.refreshToken;
    const { status, body } = await refresh(first);
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(first);
    expect((await me(body.access_token)).status).toBe(200);
    expect((await me(user.token)).status).toBe(200);
  });

  it('revokes the whole family when a used token comes back, access tokens included', async () => {
    await user.signIn();
    const { body: second } = await refresh(user.refreshToken);
    expect((await refresh(user.refreshToken)).body.code).toBe('token_invalid');
    expect((await refresh(second.refresh_token)).body.code).toBe('token_invalid');
    expect((await me(second.access_token)).body.code).toBe('token_invalid');
    expect((await me(user.token)).body.code).toBe('token_invalid');
  });

  it('leaves other sign-ins of the same user alone', async () => {
    await user.signIn();
    const other = await app.signIn(user.staticToken);
    await refresh(user.refreshToken);
    await refresh(user.refreshToken);
    expect((await me(other.token)).status).toBe(200);
  });

  it('lets exactly one of many parallel refreshes win', async () => {
    await user.signIn();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(user.refreshToken)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(7);
  });

  it('reads the cookie when the body has no token, and renews the cookie', async () => {
    const { headers } = await app.api('POST', '/api/auth/exchange', {
      body: { static_token: user.staticToken, use_cookie: true },
    });
    const cookie = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    const renewed = await app.api('POST', '/api/auth/refresh', { headers: { cookie } });
    expect(renewed.status).toBe(200);
    expect(renewed.body.refresh_token).toBeUndefined();
    const next = String(renewed.headers['set-cookie']).split(';', 1)[0];
    expect(next).toMatch(/^azd_refresh=azr_/);
    expect(next).not.toBe(cookie);
  });

  it('asks for a token when there is none at all', async () => {
    expect((await app.api('POST', '/api/auth/refresh')).body.code).toBe('token_missing');
  });

  it('ends after thirty days', async () => {
    await user.signIn();
    clock.advance(30 * 86_400_000 + 1000);
    expect((await refresh(user.refreshToken)).body.code).toBe('token_expired');
  });
});

describe('sign-out', () => {
  beforeAll(async () => {
    user = await app.newUser().catch(async () => {
      await app.admin.signIn();
      return app.newUser();
    });
  });

  const logout = (options: Parameters<TestApp['api']>[2]) => app.api('POST', '/api/auth/logout', options);

  it('by the refresh token in the body', async () => {
    await user.signIn();
    expect((await logout({ body: { refresh_token: user.refreshToken } })).body).toEqual({ ok: true });
    expect((await me(user.token)).body.code).toBe('token_invalid');
    expect((await refresh(user.refreshToken)).body.code).toBe('token_invalid');
  });

  it('by the access token alone', async () => {
    await user.signIn();
    await logout({ token: user.token });
    expect((await me(user.token)).status).toBe(401);
    expect((await refresh(user.refreshToken)).status).toBe(401);
  });

  it('by the cookie, which is cleared', async () => {
    const { headers } = await app.api('POST', '/api/auth/exchange', {
      body: { static_token: user.staticToken, use_cookie: true },
    });
    const cookie = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    const out = await logout({ headers: { cookie } });
    expect(String(out.headers['set-cookie'])).toMatch(/^azd_refresh=; .*Max-Age=0/);
    expect((await app.api('POST', '/api/auth/refresh', { headers: { cookie } })).status).toBe(401);
  });

  it('without anything is no error, as first-generation clients do it', async () => {
    expect((await logout({})).status).toBe(200);
    expect((await logout({ token: 'garbage' })).status).toBe(200);
    expect((await logout({ body: { refresh_token: 'azr_unknown' } })).status).toBe(200);
  });
});

it('an access token ends after an hour and says so', async () => {
  await user.signIn();
  clock.advance(61 * 60_000);
  const { status, body } = await me(user.token);
  expect(status).toBe(401);
  expect(body.code).toBe('token_expired');
});

it('no token is in the database as it is', async () => {
  await user.signIn();
  const columns = await app.database.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')`,
  );
  expect(columns.length).toBeGreaterThan(30);
  for (const { table_name, column_name } of columns) {
    for (const secret of [user.staticToken, user.refreshToken, user.token, app.adminToken]) {
      const found = await app.database.query(
        `select 1 from "${table_name}" where strpos("${column_name}"::text, $1) > 0`,
        [secret],
      );
      expect(found, `${table_name}.${column_name}`).toEqual([]);
    }
  }
});
