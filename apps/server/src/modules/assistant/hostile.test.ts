import {
  type GeminiServer,
  type ScriptedRequest,
  type ScriptedTurn,
  startGeminiServer,
} from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { calls, codes, finalOf, house, inOrder, named, says } from './testing/index.ts';

let app: TestApp;
let model: GeminiServer;
let person: Person;
let documentId: string;
let play: (request: ScriptedRequest) => ScriptedTurn = () => says('');

beforeAll(async () => {
  model = await startGeminiServer({
    script: (request) => play(request),
  });
  app = await startTestApp({ env: { GEMINI_BASE_URL: model.url } });
  person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: 'test-hostile' });
  documentId = (await house(app, person)).documentId;
});
afterAll(async () => {
  await app.close();
  await model.close();
});

test('what no database stores, in words, arguments and rows, spoils no answer', async () => {
  const bad = 'а\0б\ud83d';
  play = inOrder(
    calls(
      ['search_blocks', { query: bad, [`ключ${bad}`]: bad }],
      [
        'report_diff',
        { rows: [{ item: bad, before: bad, after: bad, block_ids: [`D1:${codes.schedule}`, bad] }] },
      ],
      [`имя${bad}`, {}],
    ),
    says(`Ответ${bad} готов.`),
  );
  const other = await house(app, person);
  const chatId = await person.newChat();
  const compare = { a: [{ document_id: documentId }], b: [{ document_id: other.documentId }] };
  await person.post(`/api/chats/${chatId}/messages`, { content: 'Что изменилось?', compare });
  const { frames } = await person.read(chatId);
  expect(named(frames, 'error')).toEqual([]);
  expect(finalOf(frames).content).toMatch(/^Ответаб.? готов\.$/);
  const run = (await person.get(`/api/chats/${chatId}`)).body.run;
  expect(run.status).toBe('done');
  const trace = await app.admin.get(`/api/admin/runs/${run.id}/trace`);
  expect(trace.body.calls).toHaveLength(2);
});

test('a document that is shared no longer is in no further answer, whatever the chat or the model remembers', async () => {
  const { body: project } = await person.post('/api/projects/nodes', {
    name: 'Дом',
    node_type: 'project',
    parent_id: null,
  });
  const { documentId: shared } = await house(app, person);
  await person.patch(`/api/projects/nodes/${shared}`, { parent_id: project.id });
  const reader = await app.newUser();
  await reader.put('/api/me/keys/gemini', { api_key: 'test-reader' });
  const { username } = (await reader.get('/api/me')).body.user;
  await person.put(`/api/projects/nodes/${project.id}/members`, { username, role: 'reader' });

  const chatId = await reader.newChat();
  const region = { document_id: shared, page: 2, box: [0.1, 0.1, 0.5, 0.5] };
  play = inOrder(calls(['request_images', { block_ids: [codes.plan] }]), says(`План [${codes.plan}].`));
  await reader.post(`/api/chats/${chatId}/messages`, {
    content: 'Что на плане?',
    attached_document_ids: [shared],
    regions: [region],
  });
  const first = await reader.read(chatId);
  const [ready] = named(first.frames, 'image_ready');
  expect(finalOf(first.frames).citations).toHaveLength(1);

  await person.delete(`/api/projects/nodes/${project.id}/members/${reader.id}`);
  const before = model.requests.length;
  const question = (await reader.get(`/api/chats/${chatId}`)).body.messages[0].id;
  const again = await reader.post(`/api/chats/${chatId}/messages/${question}/regenerate`);
  expect(again.status).toBe(202);
  const { frames } = await reader.read(chatId);
  expect(named(frames, 'error')[0]?.data.code).toBe('no_documents');
  expect(model.requests.length).toBe(before);

  const other = await reader.newChat();
  const { documentId: own } = await house(app, reader);
  play = inOrder(
    calls(
      ['zoom', { view_id: ready?.data.view_id, box: [0, 0, 0.5, 0.5] }],
      ['read_blocks', { block_ids: [`D2:${codes.schedule}`] }],
      ['request_images', { document: 2, page: 1 }],
    ),
    says(`Вот ![чужое](/api/images/${ready?.data.image_id}) [D2:${codes.schedule}].`),
  );
  await reader.post(`/api/chats/${other}/messages`, { content: 'А там?', attached_document_ids: [own] });
  const last = await reader.read(other);
  expect(named(last.frames, 'image_ready')).toEqual([]);
  expect(finalOf(last.frames)).toMatchObject({
    citations: [],
    content: expect.not.stringContaining('/api/images/'),
  });

  for (const input of [
    { regions: [region] },
    { compare: { a: [{ document_id: shared }], b: [{ document_id: own }] } },
    { attached_document_ids: [shared] },
  ]) {
    const asked = await reader.post(`/api/chats/${other}/messages`, { content: 'И ещё?', ...input });
    expect([asked.status, asked.body.code]).toEqual([404, 'document_not_found']);
  }
});
