import { allRoutes, isMutating, type RouteContract } from '@aizoomdoc/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  bodyOf,
  bundle,
  createSamples,
  drawnPdf,
  type Person,
  type PreparedSamples,
  pathOf,
  sampleBlock,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

interface AuditRow {
  actor_id: string | null;
  action: string;
  outcome: string;
  target_id: string | null;
  address: string | null;
  request_id: string | null;
}

let app: TestApp;
let user: Person;
let ids: PreparedSamples;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  user = await app.newUser('admin');
  ids = await createSamples(user);
  await app.database.query('delete from audit_logs');
});
afterAll(() => app.close());

const rows = () => app.database.query<AuditRow>('select * from audit_logs order by id');
const files = {
  'documents.import': bundle({ stem: 'audit', blocks: [sampleBlock] }),
  'files.upload': [{ name: 'секретное имя.txt', bytes: 'секретный текст' }],
  'files.upload_for_llm': [{ name: 'секретное имя.txt', bytes: 'секретный текст' }],
};
const mutating = allRoutes.filter(isMutating);
/** Succeed only with the Internet or a program for OCR, so they are tried where those are put in place. */
const needMore = new Set([
  'admin.replay_call',
  'documents.import_url',
  'documents.recognise',
  'documents.reread_block',
]);

async function succeed(route: RouteContract): Promise<Answer> {
  if (route.multipart) return user.upload(pathOf(route, ids), files[route.id as keyof typeof files]);
  const body =
    route.id === 'auth.exchange'
      ? { static_token: user.staticToken }
      : route.id === 'auth.refresh'
        ? { refresh_token: user.refreshToken }
        : bodyOf(route, ids);
  return app.api(route.method, pathOf(route, ids), { token: user.token, body });
}

/** Brings about what a route needs to succeed, and names it. */
const preparations: Record<string, () => Promise<Partial<PreparedSamples>>> = {
  'projects.delete_demo': async () => {
    await app.database.query(
      `with fresh as (select gen_random_uuid() as id)
       insert into tree_nodes (id, root_id, node_type, name, is_demo, created_at, updated_at)
       select id, id, 'project', 'Демо', true, now(), now() from fresh`,
    );
    return {};
  },
  'chats.resume': async () => {
    await user.ask(ids.chat_id, 'Сколько А4-14?');
    await app.database.query("update runs set status = 'failed' where chat_id = $1", [ids.chat_id]);
    return {};
  },
  'chats.edit_message': answeredQuestion,
  'chats.regenerate': answeredQuestion,
  'chats.select_branch': answeredQuestion,
  'views.create': async () => ({ document_id: await drawnDocument() }),
  'views.zoom': async () => {
    const { body } = await user.post(`/api/documents/${await drawnDocument()}/views`, { page: 1 });
    return { view_id: body[0].view_id };
  },
  'projects.put_member': async () => ({ node_id: await newProject(), ...(await somebody()) }),
  'projects.delete_member': async () => {
    const [node_id, other] = [await newProject(), await somebody()];
    await user.put(`/api/projects/nodes/${node_id}/members`, { username: other.username, role: 'reader' });
    return { node_id, ...other };
  },
  'projects.remove_file': async () => {
    const { file_id } = ids;
    const { body } = await user.post(`/api/projects/nodes/${ids.document_id}/files`, { file_id });
    return { node_file_id: body.id };
  },
  'me.put_key': async () => ({ provider: 'anthropic' }),
  'me.delete_key': async () => ({ provider: 'anthropic' }),
  'admin.patch_system_prompt': async () => {
    const { body } = await user.get('/api/admin/prompts/system');
    return { prompt_id: body[0].id };
  },
  'admin.patch_role': async () => {
    const { body } = await user.get('/api/admin/prompts/roles');
    return { role_id: String(body[0].id) };
  },
  'admin.patch_synonym': newSynonym,
  'admin.delete_synonym': newSynonym,
};

async function answeredQuestion() {
  await user.ask(ids.chat_id, 'Сколько А4-14?');
  const { body } = await user.get(`/api/chats/${ids.chat_id}`);
  return { message_id: body.messages[0].id as string };
}

async function newProject(): Promise<string> {
  return (await user.post('/api/projects/nodes', { name: 'Проект', node_type: 'project' })).body.id;
}

async function newSynonym() {
  const { body } = await user.post('/api/admin/synonyms', { terms: ['одно', 'другое'] });
  return { synonym_id: body.id as string };
}

async function somebody() {
  const other = await app.newUser();
  const { body } = await other.get('/api/me');
  return { user_id: other.id, username: body.user.username as string };
}

async function drawnDocument(): Promise<string> {
  const bytes = await drawnPdf([{ words: [{ text: 'Sheet', x: 40, y: 40 }] }]);
  const { body } = await user.upload('/api/documents/import', [{ name: 'sheet.pdf', bytes }]);
  return body.documents[0].id;
}

async function prepare(route: RouteContract): Promise<void> {
  const made = await preparations[route.id]?.();
  if (made === undefined) return;
  ids = { ...ids, ...made };
  await app.database.query('delete from audit_logs');
}

function refused(route: RouteContract): void {
  it('leaves one line when it is refused', async () => {
    if (route.access === 'public') return;
    const { body } = await app.api(route.method, pathOf(route, ids), { body: bodyOf(route, ids) });
    expect(await rows()).toMatchObject([{ action: route.id, outcome: body.code, actor_id: null }]);
  });
}

describe.each(mutating.map((route) => [route.id, route] as const))('%s', (_, route) => {
  if (needMore.has(route.id)) return refused(route);
  it('leaves one line when it succeeds, with ids and no text', async () => {
    await prepare(route);
    const { status, body, headers } = await succeed(route);
    expect(status, JSON.stringify(body)).toBe(route.success.status);
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ action: route.id, outcome: 'ok', address: '127.0.0.1' });
    expect(row?.request_id).toBe(headers['x-request-id']);
    if (route.id !== 'auth.logout') expect(row?.actor_id).toBe(user.id);
    if (route.path.includes('{'))
      expect(row?.target_id).toContain(Object.values(ids).find((id) => pathOf(route, ids).includes(id)));
    expect(JSON.stringify(row)).not.toMatch(/[а-яё]|azd_|azr_|test-key/i);
  });

  refused(route);
});

it('what is made has its id in the line', async () => {
  const chat = await user.post('/api/chats', { title: 'x' });
  const created = await user.post('/api/admin/users', { username: `made ${crypto.randomUUID()}` });
  const file = await user.upload('/api/files/upload', files['files.upload']);
  expect((await rows()).map(({ target_id }) => target_id)).toEqual([
    chat.body.id,
    created.body.user.id,
    file.body.id,
  ]);
});

it('sign-ins name the user, failed ones only the address', async () => {
  await app.api('POST', '/api/auth/exchange', { body: { static_token: 'azd_no' }, address: '192.0.2.77' });
  await user.signIn();
  expect(await rows()).toMatchObject([
    { action: 'auth.exchange', outcome: 'token_invalid', actor_id: null, address: '192.0.2.77' },
    { action: 'auth.exchange', outcome: 'ok', actor_id: user.id, target_id: user.id },
  ]);
});

it('refused reading is noted: a missing token, a missing right, another user’s thing; allowed reading is not', async () => {
  const stranger = await app.newUser();
  await app.database.query('delete from audit_logs');
  await user.get(`/api/chats/${ids.chat_id}`);
  expect(await rows()).toEqual([]);
  await app.api('GET', '/api/me');
  await stranger.get('/api/admin/users');
  await stranger.get(`/api/chats/${ids.chat_id}`);
  expect(await rows()).toMatchObject([
    { action: 'me.get', outcome: 'token_missing', actor_id: null },
    { action: 'admin.list_users', outcome: 'forbidden', actor_id: stranger.id },
    { action: 'chats.get', outcome: 'chat_not_found', actor_id: stranger.id, target_id: ids.chat_id },
  ]);
});

it('a replayed answer is not a second deed', async () => {
  const key = { 'idempotency-key': 'audit-once' };
  await user.post('/api/chats', { title: 'раз' }, key);
  await user.post('/api/chats', { title: 'раз' }, key);
  expect(await rows()).toHaveLength(1);
});

it('is read by administrators, newest first, by page, person and action', async () => {
  for (let n = 0; n < 5; n += 1) await user.newChat();
  const first = await user.get('/api/admin/audit?limit=2&action=chats.create');
  expect(first.body).toHaveLength(2);
  const next = /<([^>]+)>/.exec(String(first.headers.link))?.[1] ?? '';
  const second = await user.get(next);
  const all = [...first.body, ...second.body];
  expect(all.map(({ id }) => id)).toEqual(
    all
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  );
  expect(all.every(({ action, actor_id }) => action === 'chats.create' && actor_id === user.id)).toBe(true);
  expect((await user.get(`/api/admin/audit?actor_id=${app.admin.id}`)).body).toEqual([]);
});
