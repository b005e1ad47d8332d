import {
  type GeminiServer,
  inWords,
  type Script,
  type ScriptedFailure,
  type ScriptedRequest,
  type ScriptedTurn,
  startGeminiServer,
} from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  bundle,
  type Frame,
  type Person,
  startTestApp,
  type TestApp,
  until,
} from '#platform/testing/index.ts';

let app: TestApp;
let model: GeminiServer;
let play: (request: ScriptedRequest) => ScriptedTurn;
let person: Person;

const code = '4NCQ-MADR-FAY';
const codeInSecond = 'ACMD-P3XE-9YU';

beforeAll(async () => {
  const script: Script = (request) => play(request);
  model = await startGeminiServer({ script });
  app = await startTestApp({ env: { GEMINI_BASE_URL: model.url } });
});

afterAll(async () => {
  await app.close();
  await model.close();
});

beforeEach(async () => {
  person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: 'test-assistant' });
  const blocks = [{ code, text: 'Перемычки А4-14: 42 шт.' }];
  await person.upload('/api/documents/import', bundle({ stem: 'first', blocks }));
});

const named = (frames: readonly Frame[], event: string) => frames.filter((frame) => frame.event === event);
const textOf = (frames: readonly Frame[]) =>
  named(frames, 'llm_token')
    .map(({ data }) => data.token)
    .join('');

async function history(chatId: string) {
  return (await person.get(`/api/chats/${chatId}`)).body;
}

/** Searches, reads what was found, answers with a citation. */
function researcher({ toolResults, question }: ScriptedRequest): ScriptedTurn {
  if (toolResults.length === 0) {
    return {
      parts: [{ call: { name: 'search_blocks', arguments: { query: question } }, signature: 'first' }],
    };
  }
  if (toolResults.length === 1) {
    return {
      parts: [{ call: { name: 'read_blocks', arguments: { block_ids: [code] } }, signature: 'second' }],
    };
  }
  const parts = [{ thought: 'Думаю. ' }, ...inWords(`Всего 42 шт. [${code}] и выдумка [ZZZZ-ZZZZ-ZZZ].`)];
  return { parts, usage: { inputTokens: 100, outputTokens: 20 } };
}

test('the model searches, reads and answers with checked citations', async () => {
  play = researcher;
  const chatId = await person.newChat();
  const frames = await person.ask(chatId, 'Сколько перемычек А4-14?');

  expect(named(frames, 'tool_call').map(({ data }) => data.reason)).toEqual([
    'Ищу: «Сколько перемычек А4-14?»',
    'Читаю 1\u00a0блок',
  ]);
  expect(
    named(frames, 'llm_thinking')
      .map(({ data }) => data.content)
      .join(''),
  ).toBe('Думаю. ');
  const [final] = named(frames, 'llm_final');
  const content = `Всего 42 шт. [${code}] и выдумка [ZZZZ-ZZZZ-ZZZ].`;
  expect(final?.data.content).toBe(content);
  expect(final?.data.usage).toMatchObject({ input_tokens: 100, output_tokens: 20, model_calls: 3 });
  expect(final?.data.citations).toHaveLength(1);
  const [citation] = final?.data.citations ?? [];
  expect(citation).toMatchObject({ n: 1, block_id: code, page: 1, quote: 'Перемычки А4-14: 42 шт.' });
  expect(content.slice(citation.start, citation.end)).toBe(`[${code}]`);
  const { messages } = await history(chatId);
  expect(messages.at(-1)).toMatchObject({ role: 'assistant', status: 'complete', content });
});

test('tools show only what the asking person may see', async () => {
  const stranger = await app.newUser();
  const secret = [{ code: codeInSecond, text: 'Перемычки А4-14: чужие 999 шт.' }];
  await stranger.upload('/api/documents/import', bundle({ stem: 'secret', blocks: secret }));
  const seen: string[] = [];
  play = ({ toolResults }) => {
    seen.push(...toolResults.map(({ output }) => output));
    if (toolResults.length > 0) return { parts: [{ text: 'Готово.' }] };
    const calls = [
      { name: 'search_blocks', arguments: { query: 'перемычки А4-14 чужие' } },
      { name: 'read_blocks', arguments: { block_ids: [codeInSecond, `[D1:${code}]`] } },
    ];
    return { parts: calls.map((call, at) => ({ call, ...(at === 0 && { signature: 'calls' }) })) };
  };
  await person.ask(await person.newChat(), 'Что у соседей?');
  expect(seen.join(' ')).toContain(code);
  expect(seen.join(' ')).not.toContain('чужие');
  expect(seen.join(' ')).toContain(`"unknown_block_ids":["${codeInSecond}"]`);
});

test('wrong arguments and unknown tools are told to the model, which then answers', async () => {
  const outputs: string[] = [];
  play = ({ toolResults }) => {
    outputs.push(...toolResults.slice(-1).map(({ output }) => output));
    if (toolResults.length === 0)
      return { parts: [{ call: { name: 'search_blocks', arguments: { query: 7 } }, signature: 'a' }] };
    if (toolResults.length === 1)
      return { parts: [{ call: { name: 'rm_rf', arguments: {} }, signature: 'b' }] };
    return { parts: [{ text: 'Не нашёл.' }] };
  };
  const frames = await person.ask(await person.newChat(), 'Вопрос');
  expect(outputs[0]).toContain('Аргументы не подходят');
  expect(outputs[1]).toContain('Такого инструмента нет');
  expect(frames.at(-1)?.data.status).toBe('done');
});

test('a model that only ever searches is made to answer', async () => {
  play = ({ toolNames, index }) =>
    toolNames.length === 0
      ? { parts: [{ text: 'Отвечаю тем, что есть.' }] }
      : {
          parts: [{ call: { name: 'search_blocks', arguments: { query: `ещё ${index}` } }, signature: 's' }],
        };
  const frames = await person.ask(await person.newChat(), 'Вопрос');
  expect(named(frames, 'tool_call')).toHaveLength(11);
  expect(textOf(frames)).toBe('Отвечаю тем, что есть.');
});

test('a cut stream is continued behind what was delivered, with a warning', async () => {
  let asked = 0;
  play = () => {
    asked += 1;
    const parts = inWords('Первая половина и вторая половина.');
    return asked === 1 ? { parts: parts.slice(0, 3), failure: { kind: 'cut' } } : { parts };
  };
  const frames = await person.ask(await person.newChat(), 'Вопрос');
  expect(named(frames, 'warning').map(({ data }) => data.code)).toEqual(['model_retry']);
  expect(named(frames, 'answer_restarted')).toEqual([]);
  expect(textOf(frames)).toBe('Первая половина и вторая половина.');
});

test('after a cut, another answer starts over and is stored without the first one', async () => {
  let asked = 0;
  play = () => {
    asked += 1;
    return asked === 1
      ? { parts: inWords('Первый вариант ответа'), failure: { kind: 'cut' } }
      : { parts: inWords('Второй вариант.') };
  };
  const chatId = await person.newChat();
  const frames = await person.ask(chatId, 'Вопрос');
  const restart = frames.findIndex(({ event }) => event === 'answer_restarted');
  expect(frames[restart]?.data).toEqual({ attempt: 2 });
  expect(textOf(frames.slice(restart))).toBe('Второй вариант.');
  expect((await history(chatId)).messages.at(-1).content).toBe('Второй вариант.');
});

const failures: [ScriptedFailure, string, RegExp][] = [
  [{ kind: 'bad_key' }, 'bad_key', /Ключ Gemini не подошёл/],
  [{ kind: 'daily_quota' }, 'quota', /исчерпал свою квоту/],
  [{ kind: 'rate_limited', retryAfterMs: 3_600_000 }, 'rate_limited', /подождать/],
  [{ kind: 'invalid_request' }, 'invalid_request', /не приняла запрос/],
  [{ kind: 'blocked_prompt' }, 'blocked', /безопасности/],
  [{ kind: 'unavailable' }, 'unavailable', /недоступна/],
];

describe('a failure of the model', () => {
  test.each(failures)(
    '%o ends the run as %s, told in Russian, and can be repeated',
    async (failure, errorCode, message) => {
      play = () => ({ failure });
      const chatId = await person.newChat();
      const frames = await person.ask(chatId, 'Вопрос');
      const [error] = named(frames, 'error');
      expect(error?.data).toMatchObject({ code: errorCode, message: expect.stringMatching(message) });
      expect(frames.at(-1)).toMatchObject({ event: 'completed', data: { status: 'failed' } });
      expect((await history(chatId)).messages.at(-1)).toMatchObject({
        status: 'failed',
        error_code: errorCode,
      });

      play = () => ({ parts: [{ text: 'Теперь получилось.' }] });
      expect((await person.post(`/api/chats/${chatId}/resume`)).status).toBe(202);
      expect(textOf((await person.read(chatId)).frames)).toBe('Теперь получилось.');
      expect((await person.post(`/api/chats/${chatId}/resume`)).body.code).toBe('nothing_to_resume');
    },
  );
});

test('text written before a lasting failure is kept', async () => {
  play = () => ({ parts: inWords('Начало ответа'), failure: { kind: 'blocked_answer' } });
  const chatId = await person.newChat();
  const frames = await person.ask(chatId, 'Вопрос');
  expect(named(frames, 'error')[0]?.data.code).toBe('blocked');
  expect((await history(chatId)).messages.at(-1)).toMatchObject({
    status: 'failed',
    content: 'Начало ответа',
  });
});

test('stopping aborts the call of the model and keeps the text', async () => {
  play = () => ({ parts: inWords('слово '.repeat(300)), delayMs: 20 });
  const chatId = await person.newChat();
  await person.post(`/api/chats/${chatId}/messages`, { content: 'Долгий вопрос' });
  await person.read(chatId, undefined, ({ event }) => event === 'llm_token');
  const stoppedAt = Date.now();
  expect((await person.post(`/api/chats/${chatId}/stop`)).status).toBe(200);
  const call = model.requests.at(-1);
  await until(() => call?.abortedAt != null);
  expect((call?.abortedAt ?? Number.POSITIVE_INFINITY) - stoppedAt).toBeLessThan(1000);
  const { frames } = await person.read(chatId);
  expect(frames.at(-1)?.data.status).toBe('stopped');
  const last = (await history(chatId)).messages.at(-1);
  expect(last.status).toBe('stopped');
  expect(last.content).toBe(textOf(frames));
  expect(last.content).toMatch(/^слово/);
});

test('stopping ends the questions that wait as well', async () => {
  play = () => ({ parts: inWords('слово '.repeat(300)), delayMs: 20 });
  const chatId = await person.newChat();
  await person.post(`/api/chats/${chatId}/messages`, { content: 'Первый' });
  const second = await person.post(`/api/chats/${chatId}/messages`, { content: 'Второй' });
  await person.post(`/api/chats/${chatId}/stop`);
  await until(async () => (await history(chatId)).run.status === 'stopped');
  const { frames } = await person.read(chatId);
  expect(frames.map(({ event }) => event)).toEqual(['queue_position', 'llm_final', 'completed']);
  expect(frames[0]?.id).toBe(`${second.body.run.id}:1`);
});

test('the chosen role goes before the system prompt, and settings reach the model', async () => {
  play = () => ({ parts: [{ text: 'Да.' }] });
  const roles = (await person.get('/api/prompts/roles')).body;
  await person.patch('/api/me/settings', { selected_role_prompt_id: roles[1].id, temperature: 0.3 });
  await person.ask(await person.newChat(), 'Вопрос');
  const body = JSON.stringify(model.requests.at(-1)?.body);
  expect(body.indexOf('инженер-сметчик')).toBeGreaterThan(0);
  expect(body.indexOf('инженер-сметчик')).toBeLessThan(body.indexOf('документац'));
  expect(body).toContain('"temperature":0.3');
});

test('the conversation so far goes with the next question', async () => {
  play = ({ question }) => ({ parts: [{ text: `Ответ на «${question}».` }] });
  const chatId = await person.newChat();
  await person.ask(chatId, 'Первый вопрос');
  await person.ask(chatId, 'Второй вопрос');
  const body = JSON.stringify(model.requests.at(-1)?.body);
  expect(body).toContain('Ответ на «Первый вопрос».');
  expect(body.indexOf('Первый вопрос')).toBeLessThan(body.indexOf('Второй вопрос'));
});
