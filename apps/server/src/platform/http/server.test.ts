import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { PUBLIC_BASE_URL: 'https://docs.example.ru' } });
  user = await app.newUser();
});
afterAll(() => app.close());

describe('headers', () => {
  it('shut the page in: no foreign scripts, frames, sniffing or referrers', async () => {
    for (const path of ['/livez', '/api/me', '/api/nothing', '/docs', '/']) {
      const { headers } = await app.api('GET', path, { headers: { accept: 'text/html' } });
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toMatch(/script-src 'self'(?:;|$)/);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.server).toBeUndefined();
    }
  });

  it('name the request, also when a client brings its own name', async () => {
    const first = await app.api('GET', '/livez', { headers: { 'x-request-id': 'mine' } });
    const second = await app.api('GET', '/livez');
    expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  });

  it('let no other site read answers', async () => {
    const { headers } = await app.api('GET', '/api/me', {
      token: user.token,
      headers: { origin: 'https://evil.example' },
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await app.api('OPTIONS', '/api/me', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('behind https the refresh cookie goes over https only', async () => {
    const { headers } = await app.api('POST', '/api/auth/exchange', {
      body: { static_token: user.staticToken, use_cookie: true },
    });
    expect(headers['set-cookie']).toMatch(/; Secure/);
  });

  it('answers with data of a person are kept by nobody on the way', async () => {
    for (const path of ['/api/me', '/api/chats', '/api/documents']) {
      expect((await user.get(path)).headers['cache-control'], path).toMatch(/no-store|private/);
    }
  });
});

describe('measurements', () => {
  it('are text that Prometheus reads, and count requests by route, never by address or id', async () => {
    const chat = await user.newChat();
    await user.get(`/api/chats/${chat}`);
    await user.get('/api/chats/0195f000-0000-7000-8000-00000000dead');
    await user.get('/wp-admin/canary-path.php');
    const { status, headers, text } = await app.api('GET', '/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(
      /aizoomdoc_http_request_seconds_count\{method="GET",route="\/api\/chats\/:chat_id",status="200"\} \d+/,
    );
    expect(text).toContain('process_resident_memory_bytes');
    for (const id of [chat, user.id, '00000000dead', 'canary-path']) expect(text).not.toContain(id);
    for (const line of text.split('\n').filter((line) => line !== '')) {
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) \S+ .+|[a-zA-Z_:]\w*(?:\{.*\})? [-+.\deINa]+)$/);
    }
  });
});

describe('the log', () => {
  it('has a line a request, in JSON, without query, body or tokens', async () => {
    const canary = 'канарейка-в-запросе';
    await user.get(`/api/search/blocks?q=${encodeURIComponent(canary)}`);
    await user.post('/api/chats', { title: canary });
    await app.api('POST', '/api/auth/exchange', { body: { static_token: `azd_${'log-canary'}` } });
    await app.api('GET', '/api/me', {
      token: 'jwt-canary',
      headers: { cookie: 'azd_refresh=cookie-canary' },
    });
    const logs = app.logs();
    const lines = logs
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const requests = lines.filter(({ msg }) => msg === 'request');
    expect(requests.at(-1)).toMatchObject({ method: 'GET', route: '/api/me', status: '401' });
    for (const secret of [
      ...[canary, encodeURIComponent(canary), 'log-canary', 'jwt-canary', 'cookie-canary'],
      ...[user.staticToken, user.token, user.refreshToken, app.adminToken],
    ]) {
      expect(logs).not.toContain(secret);
    }
  });
});

describe('documentation', () => {
  it('is a page whose parts are all served from here', async () => {
    const { status, text } = await app.api('GET', '/docs');
    expect(status).toBe(200);
    expect(text).not.toMatch(/https?:\/\//);
    for (const [, source = ''] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await app.api('GET', source)).status, source).toBe(200);
    }
  });

  it('serves nothing else of its package', async () => {
    for (const path of [
      '/docs/package.json',
      '/docs/index.html',
      '/docs/../package.json',
      '/docs/%2e%2e/package.json',
    ]) {
      expect((await app.api('GET', path)).status, path).toBe(404);
    }
  });
});
