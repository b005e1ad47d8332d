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
