import { readFileSync } from 'node:fs';
import { allRoutes, buildOpenApi } from '@aizoomdoc/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '#platform/testing/index.ts';
import { canonicalUrl } from './server.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const operation = (method: string, path: string) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
const contracts = allRoutes.map(({ method, path }) => operation(method, path));

describe('contracts and code', () => {
  it('every contract is implemented exactly once', () => {
    const implemented = app.implementations.map(({ contract }) => operation(contract.method, contract.path));
    expect(implemented.toSorted()).toEqual(contracts.toSorted());
    expect(new Set(contracts).size).toBe(contracts.length);
    expect(new Set(allRoutes.map(({ id }) => id)).size).toBe(allRoutes.length);
  });

  it('every route of the server has a contract, but for documentation and pages', () => {
    const served = listRoutes(app.http).filter((route) => !/ \/(?:docs.*|\*|assets\/.*)?$/.test(route));
    // Tus is a protocol of its own, see platform/http/tus.ts.
    const pages = served.filter(
      (route) => !contracts.includes(route) && !/ \/api\/uploads(\/|$)/.test(route),
    );
    // Files of the built web application, if it is built here.
    expect(pages.filter((route) => !/^GET \/[\w./-]+\.\w+$/.test(route))).toEqual([]);
    expect(contracts.filter((route) => !served.includes(route))).toEqual([]);
  });
});

describe('OpenAPI', () => {
  const file = new URL('../../../../../openapi.json', import.meta.url);

  it('is served as the contracts print it', async () => {
    const { status, body } = await app.api('GET', '/openapi.json');
    expect(status).toBe(200);
    const version = body.info.version;
    expect(body).toEqual(JSON.parse(JSON.stringify(buildOpenApi({ version, routes: allRoutes }))));
    const text = readFileSync(new URL('../../../../../contracts/VERSION.json', import.meta.url), 'utf8');
    expect(version).toBe(JSON.parse(text).version);
  });

  it('equals the committed file', async () => {
    expect((await app.api('GET', '/openapi.json')).body).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('points only to parts that it has', async () => {
    const { text, body } = await app.api('GET', '/openapi.json');
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(body.components.schemas, name).toHaveProperty([name]);
    }
  });
});

describe('addresses', () => {
  it.each([
    ['/api/v1/me', '/api/me'],
    ['/me', '/api/me'],
    ['/me/settings', '/api/me/settings'],
    ['/chats?limit=3', '/api/chats?limit=3'],
    ['/auth/exchange', '/api/auth/exchange'],
    ['/projects/tree?x=/me', '/api/projects/tree?x=/me'],
    ['/api/chats', '/api/chats'],
    ['/', '/'],
    ['/health', '/health'],
    ['/message', '/message'],
    ['/menu', '/menu'],
    ['/chatsworth', '/chatsworth'],
    ['/api/v1', '/api/v1'],
    ['/api/v10/me', '/api/v10/me'],
    ['//me', '//me'],
    ['/docs/me', '/docs/me'],
  ])('%s is %s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it('the old and the versioned address are the same route, with the same demands', async () => {
    for (const path of ['/me', '/api/v1/me', '/api/me', '/api/me/']) {
      expect((await app.api('GET', path)).body.code, path).toBe('token_missing');
      expect((await app.admin.get(path)).body.user?.id, path).toBe(app.admin.id);
    }
  });

  it('an unknown one is a problem in JSON, never a page, below /api', async () => {
    for (const path of ['/api/nothing', '/nothing', '/api', '/api/chats/x/y/z', '/%']) {
      const { status, headers, body } = await app.admin.get(path);
      expect([400, 404], path).toContain(status);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body.message).toMatch(/[а-я]/);
    }
    const page = await app.api('GET', '/api/nothing', { headers: { accept: 'text/html' } });
    expect(page.headers['content-type']).toContain('application/problem+json');
  });

  it('a wrong method is not found', async () => {
    expect((await app.admin.post('/api/me')).status).toBe(404);
    expect((await app.admin.delete('/api/admin/users')).status).toBe(404);
  });
});

/** `METHOD /path` of everything registered, HEAD left out. */
function listRoutes(http: FastifyInstance): string[] {
  const routes: string[] = [];
  const stack: string[] = [];
  for (const line of http.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^([│├└─\s]*)(\S*)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (match === null) continue;
    const [, indent = '', segment = '', methods = ''] = match;
    const depth = indent.length / 4;
    stack.length = depth;
    stack[depth] = segment;
    const path = stack.join('');
    for (const method of methods.split(', ')) {
      if (method !== '' && method !== 'HEAD') routes.push(`${method} ${path || '/'}`);
    }
  }
  return routes;
}
