import type { ScriptedRequest, ScriptedTurn } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person, TestApp } from '#platform/testing/index.ts';
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
  textOf,
} from './testing/index.ts';

let app: TestApp;
let person: Person;
let play: (request: ScriptedRequest) => ScriptedTurn;
let asked: ScriptedRequest[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ app, asked, close } = await openModelApp((request) => play(request)));
  person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: 'test-looking' });
  await house(app, person);
});
afterAll(() => close());
beforeEach(() => {
  asked.length = 0;
});

const system = (patch: object) => app.admin.patch('/api/admin/settings/system', patch);

describe('an elevation is looked at before it is told', () => {
  const question = 'Какая отметка низа Ор-18 на 14 этаже?';

  test('the answer without a picture is kept until the one with a picture is there', async () => {
    play = inOrder(
      says(`Отметка −1590 [${codes.section}].`),
      calls(['request_images', { block_ids: [codes.section] }]),
      calls(['zoom', { view_id: 'P1', box: [0.4, 0.4, 0.6, 0.6] }]),
      says(`Отметка −1,590 [${codes.section}] [P2].\n\n![Разрез](P2)`),
    );
    const frames = await person.ask(await person.newChat(), question);
    expect(named(frames, 'image_ready')).toHaveLength(2);
    expect(named(frames, 'answer_restarted')).toHaveLength(1);
    const final = finalOf(frames);
    const imageId = named(frames, 'image_ready')[1]?.data.image_id;
    expect(final.content).toBe(
      `Отметка −1,590 [${codes.section}] [P2].\n\n![Разрез](/api/images/${imageId})`,
    );
    expect(textOf(frames)).toBe(final.content);
    expect(final.citations.map(({ image_id }: { image_id?: string }) => image_id)).toEqual([
      undefined,
      imageId,
      imageId,
    ]);
    expect(final.checks.claims.length).toBeGreaterThan(0);
    expect(final.usage.pictures).toBe(2);
    expect(named(frames, 'phase_started').at(-1)?.data.phase).toBe('verification');
    expect((await person.get(`/api/images/${imageId}`)).status).toBe(302);
  });

  test('a model that will not look keeps its first answer', async () => {
    play = inOrder(says(`Отметка −1590 [${codes.section}].`), says(' '));
    const frames = await person.ask(await person.newChat(), question);
    expect(named(frames, 'answer_restarted')).toEqual([]);
    expect(finalOf(frames).content).toBe(`Отметка −1590 [${codes.section}].`);
  });

  test('a number from a picture that is too small is zoomed first', async () => {
    play = inOrder(
      calls(['request_images', { page: 3 }]),
      says('Отметка −1,590 [P1].'),
      calls(['zoom', { view_id: 'P1', box: [0.4, 0.4, 0.6, 0.6] }]),
      says('Отметка −1,590 [P2].'),
    );
    const frames = await person.ask(await person.newChat(), question);
    expect(asked[2]?.question).toMatch(/Приблизь/);
    expect(finalOf(frames).content).toBe('Отметка −1,590 [P2].');
  });

  test('an answer that says it does not know stands', async () => {
    play = inOrder(says('Не знаю: на листе 3 отметка не видна.'));
    const frames = await person.ask(await person.newChat(), question);
    expect(asked).toHaveLength(1);
    expect(finalOf(frames).content).toMatch(/^Не знаю/);
  });
});

test('pictures go to the model behind their labels, large ones once, as files at the vendor', async () => {
  play = inOrder(
    calls(['request_images', { page: 2 }]),
    calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
    calls(['zoom', { view_id: 'P1', box: [0.6, 0.6, 0.8, 0.8] }]),
    says('На плане двери ДГ-7.'),
  );
  await system({ provider_files: { min_bytes: 0 } });
  await person.ask(await person.newChat(), 'Опиши план');
  const shown = asked.at(-1)?.pictures ?? [];
  expect(shown.map(({ label }) => label.split(/[\s.,:(]/)[0])).toEqual(['P1', 'P2', 'P3']);
  expect(shown.every(({ uri, bytes }) => uri !== null && bytes === null)).toBe(true);
  expect(asked.at(-1)?.texts.filter((text) => text.startsWith('Осталось:'))).toHaveLength(3);
  await system({ provider_files: { min_bytes: 20_000 } });
});

test('without files at the vendor old pictures are only named', async () => {
  await system({ provider_files: { enabled: false } });
  play = inOrder(
    calls(['request_images', { page: 2 }]),
    calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
    calls(['zoom', { view_id: 'P1', box: [0.6, 0.6, 0.8, 0.8] }]),
    says('Готово.'),
  );
  await person.ask(await person.newChat(), 'Опиши план');
  expect(asked.map(({ pictures }) => pictures.length)).toEqual([0, 1, 2, 2]);
  expect(asked.at(-1)?.texts.filter((text) => text.includes('показана ранее'))).toHaveLength(1);
  await system({ provider_files: { enabled: true } });
});

test('a model that zooms for ever is stopped, and nothing is sent twice', async () => {
  await system({ run_budget: { max_model_calls: 16, max_pictures: 8 } });
  play = endlessZoom(codes.plan, 'Нужны ещё зумы.');
  const chatId = await person.newChat();
  const frames = await person.ask(chatId, 'Проанализируй план и найди ошибки');
  const pictures = named(frames, 'image_ready').map(({ data }) => data.image_id);
  expect(pictures).toHaveLength(8);
  expect(new Set(pictures).size).toBe(8);
  expect(asked.length).toBeLessThanOrEqual(16);
  expect(asked.at(-1)?.toolNames).toEqual([]);
  expect(asked.at(-1)?.texts.at(-1)).toMatch(/Дай ответ сейчас/);
  const final = finalOf(frames);
  expect(final.content).not.toMatch(/^Нужны ещё зумы/);
  expect(final.content).toMatch(/Не просмотрено/);
  expect(final.not_examined.length).toBeGreaterThan(0);
  expect(frames.at(-1)?.data.status).toBe('done');
  await system({ run_budget: { max_model_calls: 12, max_pictures: 24 } });
});

test('an unknown block is refused with the nearest one, and a model that insists loses its tools', async () => {
  play = ({ toolNames }) =>
    toolNames.length === 0
      ? says(`Плана 7 этажа под таким кодом нет; есть [${codes.plan}].`)
      : calls(['request_images', { block_ids: ['IMG-FLOOR-7-PLAN'] }]);
  const frames = await person.ask(await person.newChat(), 'Покажи план 7 этажа');
  expect(asked.length).toBeLessThanOrEqual(4);
  expect(asked[1]?.toolResults[0]?.output).toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}/);
  expect(finalOf(frames).content).toContain(codes.plan);
});

test('arguments that cannot be read are explained once, then the model answers in words', async () => {
  const broken: ScriptedTurn = {
    parts: [{ call: { name: 'search_blocks', arguments: {}, malformed: '{"query": "А4' }, signature: 's' }],
  };
  play = ({ toolNames }) => (toolNames.length === 0 ? says('Отвечаю словами.') : broken);
  const frames = await person.ask(await person.newChat(), 'Вопрос');
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(finalOf(frames).content).toBe('Отвечаю словами.');
});
