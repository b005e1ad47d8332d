import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChat, getMe, importDocuments, listChats, patchChat } from '@aizoomdoc/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError, createClient, createMemoryTokenStore, NetworkError, type StoredTokens } from './index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const chatId = '019aa000-0000-7000-8000-000000000001';
let server: Server;
let baseUrl: string;
let handler: Handler;
let seen: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[];

beforeEach(async () => {
  seen = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    seen.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
    handler(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function problem(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
) {
  json(
    response,
    status,
    { type: 'about:blank', title: code, status, code, error: code, message: 'Так нельзя' },
    headers,
  );
}

const tokensBody = (n: number) => ({
  access_token: `access-${n}`,
  token_type: 'bearer',
  expires_in: 3600,
  refresh_token: `refresh-${n}`,
  refresh_expires_in: 1,
  user: {},
});

function signedIn(stored: StoredTokens | null = { accessToken: 'access-0', refreshToken: 'refresh-0' }) {
  const tokens = createMemoryTokenStore(stored);
  return { tokens, client: createClient({ baseUrl, tokens }) };
}

describe('calls', () => {
  it('fills the path, sends JSON under the token and an idempotency key', async () => {
    handler = (_, response) => json(response, 200, { id: chatId });
    await signedIn().client.call(patchChat, { params: { chat_id: chatId }, body: { title: 'Окна' } });
    expect(seen[0]).toMatchObject({ url: `/api/chats/${chatId}`, method: 'PATCH', body: '{"title":"Окна"}' });
    expect(seen[0]?.headers.authorization).toBe('Bearer access-0');
    expect(seen[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('reads a page and its next cursor', async () => {
    const link = '</api/chats?limit=2&cursor=a%2Fb>; rel="next", </api/chats>; rel="first"';
    handler = (_, response) => json(response, 200, [{ id: chatId }], { link });
    const page = await signedIn().client.list(listChats, { query: { limit: 2, cursor: 'x' } });
    expect(page).toEqual({ items: [{ id: chatId }], next: 'a/b' });
    expect(seen[0]?.url).toBe('/api/chats?limit=2&cursor=x');
  });

  it('sends files as multipart with their names', async () => {
    handler = (_, response) => json(response, 201, { documents: [], report: [] });
    const files = [{ name: 'план_document.md', data: new Blob(['# План']) }];
    await signedIn().client.call(importDocuments, { files });
    expect(seen[0]?.headers['content-type']).toContain('multipart/form-data');
    expect(seen[0]?.body).toContain('filename="план_document.md"');
  });

  it('refuses to read a list as an object', async () => {
    await expect(signedIn().client.call(listChats)).rejects.toThrow(TypeError);
  });
});

describe('failures', () => {
  it('become an ApiError with code, details and the wait asked for', async () => {
    handler = (_, response) => problem(response, 429, 'throttled', { 'retry-after': '17' });
    const error = await signedIn()
      .client.call(getMe)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 429, code: 'throttled', message: 'Так нельзя', retryAfter: 17 });
  });

  it('keep the status of an answer that is not ours', async () => {
    handler = (_, response) => response.writeHead(502).end('<html>bad gateway</html>');
    await expect(signedIn().client.call(getMe)).rejects.toMatchObject({ status: 502, code: 'http_502' });
  });

  it('repeat a write once with the same key when the connection drops', async () => {
    handler = (request, response) => {
      if (seen.length === 1) request.socket.destroy();
      else json(response, 201, { id: chatId });
    };
    await signedIn().client.call(createChat, { body: { title: 'Окна' } });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.headers['idempotency-key']).toBe(seen[0]?.headers['idempotency-key']);
  });

  it('give up after the second drop', async () => {
    handler = (request) => request.socket.destroy();
    await expect(signedIn().client.call(getMe)).rejects.toMatchObject({
      name: 'NetworkError',
      reason: 'offline',
    });
    expect(seen).toHaveLength(2);
  });

  it('tell a slow server from the caller’s abort', async () => {
    handler = () => {};
    const { client } = signedIn();
    await expect(client.call(getMe, { timeout: 30 })).rejects.toMatchObject({ reason: 'timeout' });
    await expect(client.call(getMe, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('a cut body is a NetworkError', async () => {
    handler = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"user":');
      setTimeout(() => response.destroy(), 10);
    };
    await expect(signedIn().client.call(getMe)).rejects.toBeInstanceOf(NetworkError);
  });
});

describe('session', () => {
  const serveRefresh: Handler = (request, response, body) => {
    if (request.url === '/api/auth/refresh') {
      setTimeout(() => json(response, 200, tokensBody(1)), 20);
    } else if (request.headers.authorization === 'Bearer access-1') {
      json(response, 200, { ok: body });
    } else {
      problem(response, 401, 'token_expired');
    }
  };

  it('refreshes once for concurrent calls and repeats each under the same key', async () => {
    handler = serveRefresh;
    const { client, tokens } = signedIn();
    await Promise.all([client.call(getMe), client.call(getMe), client.call(createChat)]);
    expect(seen.filter(({ url }) => url === '/api/auth/refresh')).toHaveLength(1);
    const keys = seen.filter(({ method, url }) => method === 'POST' && url === '/api/chats');
    expect(new Set(keys.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await tokens.read()).toEqual({ accessToken: 'access-1', refreshToken: 'refresh-1' });
  });

  it('uses what another process refreshed while it waited for the lock', async () => {
    handler = serveRefresh;
    const tokens = createMemoryTokenStore({ accessToken: 'access-0', refreshToken: 'refresh-0' });
    const withLock = async <Result>(work: () => Promise<Result>) => {
      await tokens.write({ accessToken: 'access-1', refreshToken: 'refresh-1' });
      return work();
    };
    await createClient({ baseUrl, tokens: { ...tokens, withLock } }).call(getMe);
    expect(seen.map(({ url }) => url)).toEqual(['/api/me', '/api/me']);
  });

  it('signs out when the refresh is refused, not when the network fails', async () => {
    handler = (request, response) =>
      problem(response, 401, request.url === '/api/auth/refresh' ? 'token_invalid' : 'token_expired');
    const refused = signedIn();
    await expect(refused.client.call(getMe)).rejects.toMatchObject({ status: 401 });
    expect(await refused.tokens.read()).toBeNull();

    handler = (request, response) =>
      request.url === '/api/auth/refresh'
        ? request.socket.destroy()
        : problem(response, 401, 'token_expired');
    const offline = signedIn();
    await expect(offline.client.call(getMe)).rejects.toBeInstanceOf(NetworkError);
    expect(await offline.tokens.read()).not.toBeNull();
  });

  it('in cookie mode starts with a refresh that has no body', async () => {
    handler = serveRefresh;
    const tokens = createMemoryTokenStore();
    await createClient({ baseUrl, tokens, cookie: true }).call(getMe);
    expect(seen.map(({ url, body }) => [url, body])).toEqual([
      ['/api/auth/refresh', ''],
      ['/api/me', ''],
    ]);
  });

  it('asks nothing of the server when nobody is signed in', async () => {
    await expect(signedIn(null).client.call(getMe)).rejects.toMatchObject({ code: 'token_missing' });
    expect(seen).toEqual([]);
  });

  it('signs in by a static token and out again', async () => {
    handler = (_, response, body) =>
      json(response, 200, body.includes('azd_') ? tokensBody(7) : { ok: true });
    const { client, tokens } = signedIn(null);
    await client.signIn('azd_x');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ static_token: 'azd_x', use_cookie: false });
    expect(await tokens.read()).toEqual({ accessToken: 'access-7', refreshToken: 'refresh-7' });
    await client.signOut();
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ refresh_token: 'refresh-7' });
    expect(await tokens.read()).toBeNull();
  });
});
