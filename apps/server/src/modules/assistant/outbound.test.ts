import type { GeminiServer, RecordedRequest, ScriptedRequest, ScriptedTurn } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundle, type Person, type TestApp } from '#platform/testing/index.ts';
import {
  calls,
  codes,
  finalOf,
  house,
  inOrder,
  named,
  openModelApp,
  says,
  sentText,
} from './testing/index.ts';

let app: TestApp;
let model: GeminiServer;
let person: Person;
let play: (request: ScriptedRequest) => ScriptedTurn;
let asked: ScriptedRequest[];
let close: () => Promise<void>;
let firstRequest = 0;

const apiKey = 'test-key-that-must-stay-in-its-header';

beforeAll(async () => {
  ({ app, model, asked, close } = await openModelApp((request) => play(request)));
  person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: apiKey });
  await house(app, person);
});
afterAll(() => close());
beforeEach(() => {
  asked.length = 0;
  firstRequest = model.requests.length;
  play = () => says('Да.');
});

const requests = (): readonly RecordedRequest[] => model.requests.slice(firstRequest);
const beginnings = () => (asked.at(-1)?.system ?? []).map((text) => text.slice(0, 40));

/** The active texts of system prompts, by name. */
async function activePrompts(): Promise<Record<string, string>> {
  const { body } = await app.admin.get('/api/admin/prompts/system?limit=100');
  const active = body.filter((prompt: { is_active: boolean }) => prompt.is_active);
  return Object.fromEntries(active.map(({ name, content }: Record<string, string>) => [name, content]));
}

describe('the prompts of a request', () => {
  test('stand in their order: role, strategy, documents, texts; then the question and its context', async () => {
    const roles = (await app.admin.get('/api/prompts/roles')).body;
    await person.patch('/api/me/settings', { selected_role_prompt_id: roles[1].id });
    const prompts = await activePrompts();
    const frames = await person.ask(await person.newChat(), 'Какой раствор кладки?');
    expect(asked[0]?.system).toEqual([
      roles[1].content,
      prompts.llm_system,
      prompts.json_annotation,
      prompts.html_ocr,
    ]);
    expect(asked[0]?.question).toBe('Какой раствор кладки?');
    expect(asked[0]?.texts[0]).toMatch(/^# Контекст\n\nДокументы вопроса/);
    expect(asked[0]?.texts[1]).toMatch(/^# Текст документов целиком/);
    expect(asked[0]?.texts.join(' ')).toContain('Кладка на растворе М100');
    expect(finalOf(frames).prompts).toMatchObject({
      llm_system: 1,
      flash_extractor: null,
      role: { id: roles[1].id, version: roles[1].version },
    });
  });

  test('act on the next message when they, the role or the settings change', async () => {
    const chatId = await person.newChat();
    await person.ask(chatId, 'Первый вопрос');
    const before = beginnings();
    const edited = await app.admin.post('/api/admin/prompts/system', {
      name: 'llm_system',
      content: 'Новая стратегия: отвечай одним словом.',
      is_active: true,
    });
    expect(edited.status).toBeLessThan(300);
    await person.patch('/api/me/settings', { selected_role_prompt_id: null, temperature: 0.25 });
    const frames = await person.ask(chatId, 'Второй вопрос');
    expect(beginnings()).not.toEqual(before);
    expect(asked.at(-1)?.system[0]).toBe('Новая стратегия: отвечай одним словом.');
    expect(sentText(requests().slice(-1))).toContain('"temperature":0.25');
    expect(finalOf(frames).prompts).toMatchObject({ llm_system: 2, role: null });
  });

  test('change with the profile: the collector has only its own, the answerer the rest', async () => {
    const prompts = await activePrompts();
    await person.patch('/api/me/settings', { model_profile: 'complex', selected_role_prompt_id: null });
    play = inOrder(
      calls(['search_blocks', { query: 'перемычки А4-14' }], ['request_images', { page: 2 }]),
      calls([
        'submit_evidence',
        { block_ids: [codes.schedule], picture_names: ['P1'], notes: 'Итог не сходится.' },
      ]),
      says(`Всего 45 шт. [${codes.schedule}]`),
    );
    const frames = await person.ask(await person.newChat(), 'Сколько А4-14?');
    const [collecting, , answering] = asked;
    expect(collecting?.model).toBe('gemini-3.8-flash');
    expect(collecting?.system).toEqual([prompts.flash_extractor]);
    expect(collecting?.toolNames).toContain('submit_evidence');
    expect(answering?.model).toBe('gemini-4-argon');
    expect(answering?.system).toEqual([prompts.llm_system, prompts.json_annotation, prompts.html_ocr]);
    expect(answering?.toolNames).not.toContain('submit_evidence');
    expect(answering?.question).toBe('Сколько А4-14?');
    const told = answering?.texts.join('\n') ?? '';
    expect(told).toContain('| А4-14 | 42 | 3 | 45 |');
    expect(told).toContain('Итог не сходится.');
    expect(told).not.toContain('Кладка на растворе М100');
    expect(answering?.pictures).toHaveLength(1);
    expect(named(frames, 'phase_started').map(({ data }) => data.phase)).toEqual(
      expect.arrayContaining(['flash_stage', 'tool_execution', 'pro_stage', 'verification']),
    );
    expect(finalOf(frames).model).toBe('gemini-4-argon');
    expect(finalOf(frames).usage.model_calls).toBe(3);
    expect(finalOf(frames).cost_usd).toBeGreaterThan(0);
    await person.patch('/api/me/settings', { model_profile: 'simple' });
  });

  test('name the model that an administrator set, from the next message on', async () => {
    const other = { provider: 'gemini', model: 'gemini-3.1-pro-preview' };
    const { models } = (await app.admin.get('/api/admin/settings/system')).body;
    const change = { models: { allowed: [...models.allowed, other], simple: other } };
    expect((await app.admin.patch('/api/admin/settings/system', change)).status).toBe(200);
    await person.ask(await person.newChat(), 'Вопрос');
    expect(asked.at(-1)?.model).toBe('gemini-3.1-pro-preview');
    await app.admin.patch('/api/admin/settings/system', { models: { simple: models.simple } });
  });
});

test('no secret and nothing of another user goes out or into the log', async () => {
  const stranger = await app.newUser();
  await stranger.upload(
    '/api/documents/import',
    bundle({ stem: 'secret', blocks: [{ code: 'KKKK-KKKK-KKK', text: 'Перемычки А4-14: тайные 999 шт.' }] }),
  );
  play = inOrder(
    calls(
      ['search_blocks', { query: 'тайные перемычки' }],
      ['read_blocks', { block_ids: ['KKKK-KKKK-KKK'] }],
    ),
    calls(['request_images', { block_ids: ['KKKK-KKKK-KKK'] }]),
    says('Нет.'),
  );
  await person.ask(await person.newChat(), 'Что у соседей?');
  const sent = sentText(requests());
  expect(sent).not.toContain('тайные 999');
  expect(sent).not.toContain(apiKey);
  expect(sent).not.toContain(person.id);
  expect(sent).not.toContain(stranger.id);
  expect(app.logs()).not.toContain(apiKey);
  const stored = await app.database.query('select request, response from model_calls');
  expect(JSON.stringify(stored)).not.toContain(apiKey);
});

test('a region that the person drew is seen with the question', async () => {
  const documents = (await person.get('/api/documents')).body;
  const chatId = await person.newChat();
  const sent = await person.post(`/api/chats/${chatId}/messages`, {
    content: 'Что здесь?',
    regions: [{ document_id: documents[0].id, page: 2, box: [0.2, 0.2, 0.4, 0.4], note: 'дверь' }],
  });
  expect(sent.status).toBe(202);
  const { frames } = await person.read(chatId);
  expect(frames.at(-1)?.data.status).toBe('done');
  expect(asked[0]?.pictures).toHaveLength(1);
  expect(asked[0]?.pictures[0]?.label).toMatch(/^P1/);
  const { messages } = (await person.get(`/api/chats/${chatId}`)).body;
  expect(messages[0].regions[0].image_id).toBe(named(frames, 'image_ready')[0]?.data.image_id);
});

test('a long conversation goes on with a summary', async () => {
  await app.admin.patch('/api/admin/settings/system', { history: { max_messages: 4 } });
  play = ({ system }) =>
    system[0]?.startsWith('Сожми разговор') ? says('Говорили о стенах.') : says('Ответ о стенах.');
  const chatId = await person.newChat();
  for (const question of ['Первый', 'Второй', 'Третий']) await person.ask(chatId, question);
  asked.length = 0;
  await person.ask(chatId, 'Четвёртый');
  expect(asked.map(({ system }) => system[0]?.startsWith('Сожми разговор'))).toEqual([true, false]);
  expect(sentText(requests().slice(-1))).toContain('Говорили о стенах.');
  expect(sentText(requests().slice(-1))).not.toContain('Первый');
  asked.length = 0;
  await person.ask(chatId, 'Пятый');
  expect(asked).toHaveLength(1);
  await app.admin.patch('/api/admin/settings/system', { history: { max_messages: 20 } });
});

test('a trace holds each request whole, and a call can be made again', async () => {
  play = inOrder(
    calls(['request_images', { page: 2 }]),
    calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
    says('Дверь ДГ-7 [P2].'),
  );
  const chatId = await person.newChat();
  await person.ask(chatId, 'Опиши план');
  const [run] = (await app.admin.get(`/api/admin/runs?chat_id=${chatId}`)).body;
  expect(run).toMatchObject({ user_id: person.id, model: 'gemini-3.8-flash', usage: { model_calls: 3 } });
  expect((await person.get(`/api/admin/runs/${run.id}/trace`)).status).toBe(403);
  const trace = (await app.admin.get(`/api/admin/runs/${run.id}/trace`)).body;
  expect(trace.question).toBe('Опиши план');
  expect(
    trace.calls.map(({ request }: { request: { messages: unknown[] } }) => request.messages.length),
  ).toEqual([1, 4, 7]);
  expect(JSON.stringify(trace.calls[2].request)).toContain('"sha256"');
  expect(trace.calls[0].request.system).toEqual(asked[0]?.system);

  const replay = (call: number) => app.admin.post(`/api/admin/runs/${run.id}/replay`, { call });
  expect((await replay(3)).body.code).toBe('key_missing');
  await app.admin.put('/api/me/keys/gemini', { api_key: 'test-admin' });
  play = () => says('Дверь ДГ-7 [P2].');
  expect((await replay(3)).body).toMatchObject({ same: true, text: 'Дверь ДГ-7 [P2].' });
  expect(asked.at(-1)?.pictures).toHaveLength(2);
  play = () => says('Другое.');
  expect((await replay(3)).body).toMatchObject({ same: false });
  expect((await replay(9)).body.code).toBe('call_not_found');
});
