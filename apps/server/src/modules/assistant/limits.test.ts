import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ScriptedRequest, ScriptedTurn } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundle, type Person, type TestApp } from '#platform/testing/index.ts';
import {
  calls,
  codes,
  endlessZoom,
  finalOf,
  house,
  inOrder,
  named,
  openModelApp,
  says,
} from './testing/index.ts';

let app: TestApp;
let play: (request: ScriptedRequest) => ScriptedTurn;
let asked: ScriptedRequest[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ app, asked, close } = await openModelApp((request) => play(request)));
});
afterAll(() => close());
beforeEach(() => {
  asked.length = 0;
  play = () => says('Да.');
});

async function engineer(): Promise<Person> {
  const person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: 'test-limits' });
  return person;
}

const system = (patch: object) => app.admin.patch('/api/admin/settings/system', patch);
const warnings = (frames: Parameters<typeof named>[0]) =>
  named(frames, 'warning').map(({ data }) => data.code);

describe('keys', () => {
  test('without one the answer is without AI and says once what to do', async () => {
    const person = await app.newUser();
    await house(app, person);
    const frames = await person.ask(await person.newChat(), 'Сколько перемычек А4-14 всего?');
    expect(warnings(frames)).toEqual(['no_key']);
    expect(named(frames, 'warning')[0]?.data.message).toMatch(/настройках/);
    expect(asked).toEqual([]);
    const final = finalOf(frames);
    expect(final.content).toMatch(/45/);
    expect(final).toMatchObject({ model: 'extractive', cost_usd: null, prompts: null });
    expect(final.usage.model_calls).toBe(0);
  });

  test('a refused one is told with the way to the settings', async () => {
    const person = await app.newUser();
    await person.put('/api/me/keys/gemini', { api_key: 'wrong-key' });
    const frames = await person.ask(await person.newChat(), 'Вопрос');
    expect(named(frames, 'error')[0]?.data).toMatchObject({
      code: 'bad_key',
      message: expect.stringMatching(/настройках/),
    });
  });

  test('of one person answers that person alone', async () => {
    await engineer();
    const other = await app.newUser();
    const frames = await other.ask(await other.newChat(), 'Вопрос');
    expect(asked).toEqual([]);
    expect(finalOf(frames).model).toBe('extractive');
  });
});

test('over the budget of the day answers are without AI, and the usage says so', async () => {
  const person = await engineer();
  await system({ daily_budget: { max_runs: 1 } });
  const chatId = await person.newChat();
  await person.ask(chatId, 'Первый вопрос');
  const frames = await person.ask(chatId, 'Второй вопрос');
  expect(warnings(frames)).toContain('daily_budget');
  expect(frames.at(-1)?.data.status).toBe('done');
  expect(asked).toHaveLength(1);
  expect((await person.get('/api/me/usage')).body).toMatchObject({
    runs: 1,
    max_runs: 1,
    input_tokens: 1000,
    resets_at: expect.stringMatching(/T00:00:00.000Z$/),
  });
  await system({ daily_budget: { max_runs: 300 } });
});

test('the budget of the day holds for questions that are asked at once, and within an answer', async () => {
  const person = await engineer();
  await system({ daily_budget: { max_runs: 1 } });
  play = () => says('Долгий ответ из нескольких слов.', { delayMs: 100 });
  const chats = [await person.newChat(), await person.newChat(), await person.newChat()];
  for (const chatId of chats) await person.post(`/api/chats/${chatId}/messages`, { content: 'Вопрос' });
  const read = await Promise.all(chats.map((chatId) => person.read(chatId)));
  const told = read.flatMap(({ frames }) => warnings(frames)).filter((code) => code === 'daily_budget');
  expect(told).toHaveLength(2);
  expect(asked).toHaveLength(1);

  const other = await engineer();
  await house(app, other);
  await system({ daily_budget: { max_runs: 300, max_input_tokens: 1500 } });
  asked.length = 0;
  play = endlessZoom(codes.plan, 'Что видно, то видно.');
  const frames = await other.ask(await other.newChat(), 'Где дверь ДГ-7?');
  expect(asked).toHaveLength(3);
  expect(asked.at(-1)?.toolNames).toEqual([]);
  expect(finalOf(frames).content).toContain('Что видно');
  await system({ daily_budget: { max_input_tokens: 30_000_000 } });
});

describe('limits of a run', () => {
  test.each([
    ['calls', { max_model_calls: 3 }],
    ['tokens', { max_input_tokens: 3500 }],
    ['money', { max_cost_usd: 0.003 }],
  ])('of %s end in an answer', async (_, budget) => {
    const person = await engineer();
    await house(app, person);
    const before = (await app.admin.get('/api/admin/settings/system')).body.run_budget;
    await system({ run_budget: budget });
    play = ({ toolNames, index }) =>
      toolNames.length === 0
        ? says(`По прочитанному: 45 шт. [${codes.schedule}]`)
        : calls(['search_blocks', { query: `перемычки ${index}` }]);
    const frames = await person.ask(await person.newChat(), 'Сколько А4-14?');
    expect(frames.at(-1)?.data.status).toBe('done');
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(finalOf(frames).content).toContain('45 шт.');
    await system({ run_budget: before });
  });

  test('a short wait that the vendor asks for is waited out', async () => {
    const person = await engineer();
    play = inOrder({ failure: { kind: 'rate_limited', retryAfterMs: 300 } }, says('Готово.'));
    const frames = await person.ask(await person.newChat(), 'Вопрос');
    expect(warnings(frames)).toContain('rate_limited');
    expect(finalOf(frames).content).toBe('Готово.');
  });
});

describe('documents that cannot be read', () => {
  test('a file that is gone is named, and no model is asked', async () => {
    const person = await engineer();
    const { documentId, versionId, fileId } = await house(app, person);
    await rm(path.join(app.dataDir, 'objects', 'tree_docs', versionId, fileId));
    const chatId = await person.newChat();
    await person.post(`/api/chats/${chatId}/messages`, {
      content: 'Что на плане?',
      attached_document_ids: [documentId],
    });
    const { frames } = await person.read(chatId);
    expect(named(frames, 'error')[0]?.data).toMatchObject({
      code: 'documents_unreadable',
      message: expect.stringContaining('Дом на Садовой.pdf'),
    });
    expect(asked).toEqual([]);
  });

  test('beside one that can be read it is only told', async () => {
    const person = await engineer();
    const gone = await house(app, person);
    await rm(path.join(app.dataDir, 'objects', 'tree_docs', gone.versionId, gone.fileId));
    const there = await house(app, person);
    const chatId = await person.newChat();
    await person.post(`/api/chats/${chatId}/messages`, {
      content: 'Какой раствор?',
      attached_document_ids: [gone.documentId, there.documentId],
    });
    const { frames } = await person.read(chatId);
    expect(warnings(frames)).toContain('document_unreadable');
    expect(frames.at(-1)?.data.status).toBe('done');
  });
});

describe('two versions are compared', () => {
  const version = (total: number) =>
    bundle({
      stem: 'ведомость',
      blocks: [
        {
          code: codes.schedule,
          text: `##### Ведомость\n\n| Марка | Всего, шт. |\n|---|---|\n| А4-14 | ${total} |`,
        },
      ],
    });

  async function twoVersions(person: Person) {
    const { body } = await person.upload('/api/documents/import', version(45));
    await person.upload('/api/documents/import', version(47));
    const document_id = body.documents[0].id;
    return { document_id, compare: { a: [{ document_id, version: 1 }], b: [{ document_id, version: 2 }] } };
  }

  async function ask(person: Person, compare: object) {
    const chatId = await person.newChat();
    const sent = await person.post(`/api/chats/${chatId}/messages`, { content: 'Что изменилось?', compare });
    expect(sent.status).toBe(202);
    return (await person.read(chatId)).frames;
  }

  test('by a model that is told what the engine found', async () => {
    const person = await engineer();
    const { document_id, compare } = await twoVersions(person);
    play = inOrder(
      calls([
        'report_diff',
        {
          rows: [
            {
              item: 'А4-14',
              before: '45',
              after: '47',
              impact: 'Заказать ещё две',
              block_ids: [`D1:${codes.schedule}`, `D2:${codes.schedule}`],
            },
          ],
        },
      ]),
      says(`Стало 47 вместо 45 [D1:${codes.schedule}] [D2:${codes.schedule}].`),
    );
    const frames = await ask(person, compare);
    expect(asked[0]?.toolNames).toContain('report_diff');
    expect(asked[0]?.texts.join('\n')).toMatch(/было «45», стало «47»/);
    expect(finalOf(frames).diff).toEqual([
      {
        ...{ item: 'А4-14', before: '45', after: '47', impact: 'Заказать ещё две' },
        evidence: [
          { side: 'a', document_id, version: 1, page: 1, block_id: codes.schedule },
          { side: 'b', document_id, version: 2, page: 1, block_id: codes.schedule },
        ],
      },
    ]);
    expect(finalOf(frames).citations.map(({ version: number }: { version: number }) => number)).toEqual([
      1, 2,
    ]);
  });

  test('without a key by the engine alone', async () => {
    const person = await app.newUser();
    const { compare } = await twoVersions(person);
    const frames = await ask(person, compare);
    expect(asked).toEqual([]);
    expect(finalOf(frames).diff).toMatchObject([{ before: '45', after: '47' }]);
    expect(finalOf(frames).content).toMatch(/\| 45 \| 47 \|/);
  });
});

test('a run sends a small part of what sending the documents on every turn would take', async () => {
  const person = await engineer();
  const blocks = Array.from({ length: 260 }, (_, n) => ({
    code: `AAAA-${String(n)
      .padStart(4, 'C')
      .replaceAll(/\d/g, (digit) => 'ACDEFGHJKL'[Number(digit)] ?? 'A')}-AAA`,
    page: 1 + Math.floor(n / 10),
    text: `Помещение ${n}. ${'Стены оштукатурены и окрашены, полы из керамогранита по стяжке. '.repeat(35)}`,
  }));
  await person.upload('/api/documents/import', bundle({ stem: 'большой', blocks }));
  const documentBytes = Buffer.byteLength(blocks.map(({ text }) => text).join('\n'));
  await house(app, person);
  await system({ run_budget: { max_model_calls: 12, max_pictures: 24 } });
  play = endlessZoom(codes.plan, 'Ошибок не видно.');
  const frames = await person.ask(await person.newChat(), 'Найди ошибки на плане');
  const { bytes_sent, model_calls } = finalOf(frames).usage;
  const pictureBytes = await app.database.query<{ sum: number }>(
    'select coalesce(sum(file_size), 0)::float8 as sum from chat_images where message_id = $1',
    [finalOf(frames).message_id],
  );
  const everyTurn = model_calls * (documentBytes + (pictureBytes[0]?.sum ?? 0));
  console.log(
    `bytes sent: ${bytes_sent} in ${model_calls} calls, ${((bytes_sent / everyTurn) * 100).toFixed(1)} % of ${everyTurn}`,
  );
  expect(model_calls).toBe(12);
  expect(bytes_sent).toBeLessThanOrEqual(0.25 * everyTurn);
});
