import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundle, startTestApp, type TestApp } from '#platform/testing/index.ts';

/** What the Python client of the first generation requires; a missing or mistyped field makes it fail. */
const Time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const User = z.object({
  id: z.uuid(),
  username: z.string(),
  created_at: Time,
  status: z.string().optional(),
});
const ClientSettings = z.object({
  model_profile: z.enum(['simple', 'complex']),
  selected_role_prompt_id: z.number().int().nullish(),
});
const Me = z.object({ user: User, settings: ClientSettings, gemini_api_key_configured: z.boolean() });
const Role = z.object({
  id: z.number().int(),
  name: z.string(),
  content: z.string(),
  created_at: Time,
  updated_at: Time,
  description: z.string().nullish(),
  is_active: z.boolean().optional(),
  version: z.number().int().optional(),
});
const Chat = z.object({
  id: z.uuid(),
  title: z.string(),
  user_id: z.string(),
  created_at: Time,
  updated_at: Time,
  description: z.string().nullish(),
});
const Image = z.object({ id: z.string(), url: z.string().nullish() });
const Message = z.object({
  id: z.uuid(),
  chat_id: z.uuid(),
  role: z.enum(['user', 'assistant', 'system']),
  content: z.string(),
  created_at: Time,
  message_type: z.string().optional(),
  images: z.array(Image),
});
const File = z.object({
  id: z.uuid(),
  filename: z.string(),
  mime_type: z.string(),
  size_bytes: z.number().int(),
  created_at: Time,
  storage_path: z.string(),
});
const NodeFile = z.object({
  id: z.string(),
  job_id: z.string(),
  file_type: z.string(),
  r2_key: z.string(),
  file_name: z.string(),
  created_at: Time,
  file_size: z.number().nullish(),
});
const TreeNode = z.object({
  id: z.uuid(),
  node_type: z.string(),
  name: z.string(),
  created_at: Time,
  updated_at: Time,
  parent_id: z.string().nullish(),
  attributes: z.record(z.string(), z.unknown()),
  files: z.array(NodeFile),
});

let app: TestApp;
let token = '';

beforeAll(async () => {
  app = await startTestApp({ demo: true });
});
afterAll(() => app.close());

interface CallInit {
  method?: string;
  body?: unknown;
  form?: FormData;
}

/** As `httpx` of that client: JSON headers always, also without a body. */
async function call<T extends z.ZodType>(
  path: string,
  answer: T,
  { method = 'GET', body, form }: CallInit = {},
): Promise<z.output<T>> {
  const response = await fetch(app.url + path, {
    method,
    headers: {
      accept: 'application/json',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(form === undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(form !== undefined && { body: form }),
  });
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(300);
  return answer.parse(JSON.parse(text));
}

async function signIn(): Promise<void> {
  token = '';
  const Tokens = z.object({ access_token: z.string(), expires_in: z.number(), user: User });
  const tokens = await call('/auth/exchange', Tokens, {
    method: 'POST',
    body: { static_token: app.adminToken },
  });
  token = tokens.access_token;
}

/** The client's own reading of the stream: event and data lines, until `completed` or `error`. */
async function readEvents(path: string): Promise<{ event: string; data: Record<string, unknown> }[]> {
  const response = await fetch(app.url + path, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: AbortSignal.timeout(20_000),
  });
  expect(response.status).toBe(200);
  const events: { event: string; data: Record<string, unknown> }[] = [];
  let event = '';
  for (const line of (await response.text()).split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    if (!line.startsWith('data:')) continue;
    events.push({ event, data: z.record(z.string(), z.unknown()).parse(JSON.parse(line.slice(5))) });
  }
  return events;
}

describe('the client of the first generation', () => {
  it('asks for health, signs in and reads itself', async () => {
    await call('/health', z.object({ status: z.literal('ok') }));
    await signIn();
    const me = await call('/me', Me);
    expect(me.user.username).toBe('admin');
  });

  it('changes its settings with the fields that it knows', async () => {
    const settings = {
      model_profile: 'complex',
      temperature: 0.7,
      top_p: 0.9,
      thinking_enabled: true,
      thinking_budget: 1024,
      media_resolution: 'high',
    };
    const Changed = z.object({ settings: ClientSettings });
    const changed = await call('/me/settings', Changed, { method: 'PATCH', body: settings });
    expect(changed.settings.model_profile).toBe('complex');
    const [role] = await call('/prompts/roles', z.array(Role).min(1));
    const body = { selected_role_prompt_id: role?.id };
    const chosen = await call('/me/settings', Changed, { method: 'PATCH', body });
    expect(chosen.settings.selected_role_prompt_id).toBe(role?.id);
  });

  it('makes, lists, opens and deletes chats', async () => {
    const chat = await call('/chats', Chat, { method: 'POST', body: { title: 'Из старого клиента' } });
    const listed = await call('/chats?limit=500', z.array(Chat));
    expect(listed.map(({ id }) => id)).toContain(chat.id);
    const opened = await call(`/chats/${chat.id}`, z.object({ chat: Chat, messages: z.array(Message) }));
    expect(opened.messages).toEqual([]);
    await call(`/chats/${chat.id}`, z.unknown(), { method: 'DELETE' });
  });

  it('sends a message and reads the stream to its end', async () => {
    const chat = await call('/chats', Chat, { method: 'POST', body: {} });
    const examples = await call('/projects/demo', z.object({ examples: z.array(z.string()) }));
    await call(`/chats/${chat.id}/messages`, z.unknown(), {
      method: 'POST',
      body: {
        content: examples.examples[0],
        attached_file_ids: [],
        attached_document_ids: null,
        google_files: null,
        tree_files: [],
      },
    });
    const query = new URLSearchParams([
      ['client_id', 'client-1'],
      ['google_files', '[]'],
      ['tree_files', '[]'],
    ]);
    const events = await readEvents(`/chats/${chat.id}/stream?${query}`);
    const known = [
      'queue_position',
      'phase_started',
      'phase_progress',
      'llm_token',
      'llm_final',
      'tool_call',
      'completed',
    ];
    for (const { event } of events) expect([...known, 'llm_thinking', 'warning']).toContain(event);
    expect(events.at(-1)?.event).toBe('completed');
    const [started] = events.filter(({ event }) => event === 'phase_started');
    expect(started?.data).toMatchObject({ phase: 'processing', description: expect.any(String) });
    const tokens = events.filter(({ event }) => event === 'llm_token').map(({ data }) => data.token);
    const final = events.find(({ event }) => event === 'llm_final')?.data.content;
    expect(final).toBe(tokens.join(''));
    const Opened = z.object({ chat: Chat, messages: z.array(Message).length(2) });
    const { messages } = await call(`/chats/${chat.id}`, Opened);
    expect(messages[1]).toMatchObject({ role: 'assistant', content: final });
  });

  it('uploads a file', async () => {
    const form = new FormData();
    form.append('file', new Blob(['текст']), 'заметка.txt');
    const file = await call('/files/upload', File, { method: 'POST', form });
    expect(file).toMatchObject({ filename: 'заметка.txt', size_bytes: 10 });
    const { storage_path: _, ...info } = await call(`/files/${file.id}`, File);
    expect(info.id).toBe(file.id);
  });

  it('walks and searches the tree', async () => {
    const query = 'client_id=c&all_nodes=true&include_files=true';
    const nodes = await call(`/projects/tree?${query}`, z.array(TreeNode).min(2));
    const document = nodes.find(({ node_type }) => node_type === 'document');
    expect(document?.files.length).toBe(4);
    const Results = z.object({ document_node_id: z.uuid(), files: z.array(NodeFile).min(1) });
    await call(`/projects/documents/${document?.id}/results`, Results);
    const title = encodeURIComponent('садовой');
    await call(`/projects/search?q=${title}&limit=10&client_id=c`, z.array(TreeNode));
    await call(`/projects/search?query=${title}`, z.array(TreeNode));
    const unset = 'client_id=&parent_id=&node_type=&all_nodes=';
    expect((await call(`/projects/tree?${unset}`, z.array(TreeNode))).length, 'as without them').toBe(1);
  });

  it('compares two documents that it names only when it opens the stream', async () => {
    const documents: string[] = [];
    for (const [stem, count] of [
      ['ar-izm-1', 7],
      ['ar-izm-2', 9],
    ] as const) {
      const form = new FormData();
      const blocks = [{ code: 'AAAA-BBBB-CCC', text: `Перемычка В2: ${count} шт.` }];
      for (const { name, bytes } of bundle({ stem, blocks })) form.append('file', new Blob([bytes]), name);
      const Imported = z.object({ documents: z.array(z.object({ id: z.uuid() })) });
      const imported = await call('/api/documents/import', Imported, { method: 'POST', form });
      documents.push(imported.documents[0]?.id ?? '');
    }
    const [before = '', after = ''] = documents;
    const chat = await call('/chats', Chat, { method: 'POST', body: { title: 'Сравнение' } });
    const content = 'Сколько перемычек В2?';
    await call(`/chats/${chat.id}/messages`, z.unknown(), { method: 'POST', body: { content } });
    const query = new URLSearchParams([
      ['client_id', 'client-1'],
      ['compare_document_ids_a', before],
      ['compare_document_ids_b', after],
    ]);
    const events = await readEvents(`/chats/${chat.id}/stream?${query}`);
    expect(events.at(-1)).toMatchObject({ event: 'completed', data: { status: 'done' } });
    const final = events.find(({ event }) => event === 'llm_final')?.data.content;
    const Compared = Message.extend({ compare: z.unknown() });
    const Opened = z.object({ chat: Chat, messages: z.array(Compared).length(2) });
    const opened = await call(`/chats/${chat.id}`, Opened);
    expect(opened.messages[0]?.compare).toEqual({
      a: [{ document_id: before }],
      b: [{ document_id: after }],
    });
    expect(opened.messages[1]?.content).toBe(final);
    const again = await readEvents(`/chats/${chat.id}/stream?${query}`);
    expect(again, 'opened anew, the same answer is read').toEqual(events);
  });

  it('asks about a file of its own disk and files of the tree', async () => {
    const form = new FormData();
    const [page] = bundle({
      stem: 'pismo',
      blocks: [{ code: 'MEMO-MEMO-MEM', text: 'Письмо о сваях СВ-3.' }],
    });
    form.append('file', new Blob([page?.bytes ?? '']), 'pismo_document.md');
    const ForLlm = z.object({
      filename: z.string(),
      mime_type: z.string(),
      size_bytes: z.number().int(),
      google_file_uri: z.string(),
      google_file_name: z.string(),
    });
    const given = await call('/files/upload-for-llm', ForLlm, { method: 'POST', form });
    const nodes = await call('/projects/tree?all_nodes=true&include_files=true', z.array(TreeNode));
    const inTree = nodes.flatMap(({ files }) => files).find(({ file_type }) => file_type === 'result_md');
    const google_files = [{ uri: given.google_file_uri, mime_type: given.mime_type }];
    const tree_files = [{ r2_key: inTree?.r2_key, file_type: inTree?.file_type }];
    const chat = await call('/chats', Chat, { method: 'POST', body: {} });
    const body = { content: 'Что в письме о сваях СВ-3?', google_files, tree_files };
    await call(`/chats/${chat.id}/messages`, z.unknown(), { method: 'POST', body });
    const query = new URLSearchParams([
      ['google_files', JSON.stringify(google_files)],
      ['tree_files', JSON.stringify(tree_files)],
    ]);
    const events = await readEvents(`/chats/${chat.id}/stream?${query}`);
    expect(events.find(({ event }) => event === 'llm_final')?.data.content).toContain('MEMO-MEMO-MEM');
    const Opened = z.object({
      messages: z.array(Message).length(2),
      attachments: z.array(z.unknown()).length(2),
    });
    await call(`/chats/${chat.id}`, Opened);
  });

  it('reads what went wrong, and signs in again after a 401', async () => {
    const Problem = z.object({ error: z.string(), message: z.string(), details: z.unknown().optional() });
    const response = await fetch(`${app.url}/chats/0195f000-0000-7000-8000-000000000000`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(404);
    expect(Problem.parse(await response.json()).error).toBe('chat_not_found');

    const out = await fetch(`${app.url}/auth/logout`, { method: 'POST' });
    expect(out.status).toBe(200);
    token = 'outdated';
    const refused = await fetch(`${app.url}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(refused.status).toBe(401);
    await signIn();
    await call('/me', Me);
  });
});
