import { allRoutes, isMutating, type RouteContract } from '@aizoomdoc/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  bodyOf,
  createSamples,
  type Person,
  pathOf,
  type Samples,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

let app: TestApp;
let owner: Person;
let stranger: Person;
let ids: Samples;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.newUser();
  stranger = await app.newUser();
  ids = await createSamples(owner);
});
afterAll(() => app.close());

const protectedRoutes = allRoutes.filter(({ access }) => access !== 'public');
const adminRoutes = allRoutes.filter(({ access }) => access === 'admin');
/** Routes that name somebody's thing; those of `me` have no other than the caller's. */
const ownedRoutes = protectedRoutes.filter(
  ({ path, access }) => access === 'user' && path.includes('{') && !path.startsWith('/api/me/'),
);

async function call(route: RouteContract, token: string | undefined, headers = {}): Promise<Answer> {
  return app.api(route.method, pathOf(route, ids), {
    token,
    headers,
    ...(isMutating(route) && { body: bodyOf(route, ids) }),
  });
}

/** Everything that belongs to the owner, as it is in the database. */
async function everything(): Promise<string> {
  const tables = ['chats', 'chat_messages', 'chat_attachments', 'documents', 'files', 'runs', 'users'];
  const rows = await Promise.all(
    tables.map((table) => app.database.query(`select * from ${table} order by 1, 2`)),
  );
  return JSON.stringify(rows);
}

it('the list of contracts is not empty, and little is public', () => {
  expect(protectedRoutes.length).toBeGreaterThan(30);
  expect(
    allRoutes
      .filter(({ access }) => access === 'public')
      .map(({ id }) => id)
      .sort(),
  ).toEqual([
    'auth.exchange',
    'auth.logout',
    'auth.refresh',
    'health.get',
    'health.get_alias',
    'health.live',
    'health.metrics',
    'health.openapi',
    'health.ready',
  ]);
});

describe.each(protectedRoutes.map((route) => [route.id, route] as const))('%s', (_, route) => {
  it('asks for a token', async () => {
    const { status, body } = await call(route, undefined);
    expect(status).toBe(401);
    expect(body.code).toBe('token_missing');
  });

  it('does not take garbage for a token', async () => {
    for (const token of ['garbage', owner.staticToken, owner.refreshToken, `${owner.token}x`]) {
      const { status, body } = await call(route, token);
      expect(status).toBe(401);
      expect(body.code).toBe('token_invalid');
    }
  });
});

describe.each(adminRoutes.map((route) => [route.id, route] as const))('%s', (_, route) => {
  it('is for administrators only', async () => {
    const before = await everything();
    const { status, body } = await call(route, stranger.token);
    expect(status).toBe(403);
    expect(body.code).toBe('forbidden');
    expect(await everything()).toBe(before);
  });
});

describe.each(ownedRoutes.map((route) => [route.id, route] as const))('%s', (_, route) => {
  it('knows nothing of another user’s things, and leaves them as they are', async () => {
    const before = await everything();
    const theirs = await call(route, stranger.token);
    const nobodys = await app.api(route.method, pathOf(route), {
      token: stranger.token,
      ...(isMutating(route) && { body: bodyOf(route, ids) }),
    });
    expect(theirs.status).toBe(404);
    expect(theirs.body.code).toMatch(/_not_found$/);
    const { request_id: _, ...told } = theirs.body;
    const { request_id: __, ...same } = nobodys.body;
    expect(told, 'an existing thing looks like a missing one').toEqual(same);
    expect(await everything()).toBe(before);
  });
});

// Tus stands beside the contracts, so the sweeps above do not see it.
describe('resumable uploads', () => {
  const tus = { 'tus-resumable': '1.0.0', 'upload-length': '5', 'upload-offset': '0' };
  const verbs = ['HEAD', 'PATCH', 'DELETE'] as const;
  let location: string;

  beforeAll(async () => {
    const { headers } = await app.api('POST', '/api/uploads', { token: owner.token, headers: tus });
    location = String(headers.location);
  });

  it('ask for a token', async () => {
    for (const token of [undefined, 'garbage', owner.staticToken]) {
      expect((await app.api('POST', '/api/uploads', { token, headers: tus })).status).toBe(401);
      for (const verb of verbs)
        expect((await app.api(verb, location, { token, headers: tus })).status).toBe(401);
    }
  });

  it('know nothing of another user’s', async () => {
    const headers = { ...tus, 'content-type': 'application/offset+octet-stream' };
    for (const verb of verbs) {
      const payload = verb === 'PATCH' ? { payload: 'чужое' } : {};
      const theirs = await app.api(verb, location, { token: stranger.token, headers, ...payload });
      expect([theirs.status, theirs.body?.code ?? 'upload_not_found']).toEqual([404, 'upload_not_found']);
    }
    const own = await app.api('HEAD', location, { token: owner.token, headers: tus });
    expect([own.status, own.headers['upload-offset']]).toEqual([200, '0']);
  });
});

describe('ids in a body', () => {
  it('do not attach another user’s document or file to an own chat', async () => {
    const chat = await stranger.newChat();
    const attach = (body: object) => stranger.post(`/api/chats/${chat}/attachments`, body);
    expect((await attach({ document_id: ids.document_id })).body.code).toBe('document_not_found');
    expect((await attach({ file_id: ids.file_id })).body.code).toBe('file_not_found');
    const read = await stranger.post('/api/documents/import-files', { file_ids: [ids.file_id] });
    expect(read.body.code).toBe('file_not_found');
    for (const body of [{ attached_document_ids: [ids.document_id] }, { attached_file_ids: [ids.file_id] }]) {
      const sent = await stranger.post(`/api/chats/${chat}/messages`, { content: 'Что там?', ...body });
      expect(sent.status).toBe(404);
    }
    expect((await stranger.get(`/api/chats/${chat}`)).body).toMatchObject({ attachments: [], messages: [] });
  });

  it('a stream does not go on from an event of another user’s run', async () => {
    const sent = await owner.post(`/api/chats/${ids.chat_id}/messages`, { content: 'Сколько А4-14?' });
    await owner.read(ids.chat_id);
    const chat = await stranger.newChat();
    const { status, frames } = await stranger.read(chat, `${sent.body.run.id}:0`);
    expect(status).toBe(204);
    expect(frames).toEqual([]);
  });
});
