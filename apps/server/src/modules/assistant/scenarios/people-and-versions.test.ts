import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Person } from '#platform/testing/index.ts';
import { secondRevision } from '../testing/house.ts';
import { codes } from '../testing/house-codes.ts';
import { calls, inOrder, says } from '../testing/scripts.ts';
import { openStage, type Stage } from '../testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Both revisions of a house as versions of one document. */
async function twoRevisions(person: Person) {
  const document_id = await stage.house({ person, stem: 'rev-AR' });
  expect(await stage.house({ person, stem: 'rev-AR', revision: secondRevision })).toBe(document_id);
  return { document_id, compare: { a: [{ document_id, version: 1 }], b: [{ document_id, version: 2 }] } };
}

describe('S12 two revisions are compared', () => {
  const question = 'Что изменилось между версиями?';

  test('row by row, with evidence of both sides, and the answer does not merge them', async () => {
    const { document_id, compare } = await twoRevisions(stage.person);
    const row = (item: string, [before, after]: [string, string], code: string) => ({
      ...{ item, before, after, impact: 'Пересчитать заказ.' },
      block_ids: [`D1:${code}`, `D2:${code}`],
    });
    const text =
      `Дверей поз. 3: было 3 [D1:${codes.doors7}], стало 5 [D2:${codes.doors7}]. ` +
      `Толщина кирпича наружных стен: было 380 мм [D1:${codes.walls}], стало 510 мм [D2:${codes.walls}].`;
    stage.play(
      inOrder(
        calls([
          'report_diff',
          {
            rows: [
              row('Двери поз. 3, 7 этаж', ['3', '5'], codes.doors7),
              row('Наружные стены', ['380 мм', '510 мм'], codes.walls),
            ],
          },
        ]),
        says(text),
      ),
    );
    const told = await stage.ask(question, { input: { compare } });
    const opening = told.asked[0]?.texts.join('\n') ?? '';
    expect(told.asked[0]?.toolNames).toContain('report_diff');
    expect(opening).toMatch(/D1:.*версия 1, сторона А/);
    expect(opening).toMatch(/D2:.*версия 2, сторона Б/);
    expect(opening).toMatch(/было «3», стало «5»/);
    expect(opening).toContain(`[D1:${codes.walls}]`);

    const evidence = (code: string, page: number) =>
      (['a', 'b'] as const).map((side, at) => ({
        ...{ side, document_id, version: at + 1, page, block_id: code },
      }));
    expect(told.final.diff).toEqual([
      expect.objectContaining({ before: '3', after: '5', evidence: evidence(codes.doors7, 9) }),
      expect.objectContaining({ before: '380 мм', after: '510 мм', evidence: evidence(codes.walls, 2) }),
    ]);
    expect(told.message.diff).toEqual(told.final.diff);
    expect(told.final.citations.map(({ version }: { version: number }) => version)).toEqual([1, 2, 1, 2]);
    expect(told.final.checks.not_confirmed).toBe(0);
  });

  test('sides that the answer confuses are not confirmed', async () => {
    const { compare } = await twoRevisions(stage.person);
    stage.play(inOrder(says(`Стены: было 510 мм [D1:${codes.walls}], стало 380 мм [D2:${codes.walls}].`)));
    const { final } = await stage.ask(question, { input: { compare } });
    expect(final.checks.not_confirmed).toBeGreaterThanOrEqual(2);
  });

  test('without AI: the rows that the engine found, with evidence', async () => {
    const person = await stage.app.newUser();
    const { compare } = await twoRevisions(person);
    const told = await stage.ask(question, { person, input: { compare } });
    expect(told.sent).toHaveLength(0);
    expect(told.final.diff).toContainEqual(
      expect.objectContaining({ before: '3', after: '5', evidence: expect.arrayContaining([]) }),
    );
    expect(told.final.content).toMatch(/\| 3 \| 5 \|/);
    for (const { evidence } of told.final.diff) expect(evidence.length).toBeGreaterThan(0);
  });
});

describe('S17 what belongs to somebody else', () => {
  test('is not there: the chat, its stream and history, the file, pictures, and every way to act on them', async () => {
    const house = await stage.house();
    stage.play(
      inOrder(calls(['request_images', { block_ids: [codes.plan7] }]), says(`План [${codes.plan7}].`)),
    );
    const { chatId, message, named } = await stage.ask('Опиши план', { documents: [house] });
    const file = (await stage.person.upload('/api/files/upload', [{ name: 'a.txt', bytes: 'тайна' }])).body
      .id;
    const [picture] = named('image_ready');
    const stranger = await stage.newPerson();
    const chat = `/api/chats/${chatId}`;
    const answers: Answer[] = [
      await stranger.get(chat),
      await stranger.get(`${chat}/messages`),
      await stranger.get(`${chat}/stream`),
      await stranger.post(`${chat}/messages`, { content: 'Вопрос' }),
      await stranger.post(`${chat}/stop`),
      await stranger.post(`${chat}/resume`),
      await stranger.post(`${chat}/messages/${message.id}/regenerate`),
      await stranger.delete(chat),
      await stranger.get(`/api/files/${file}`),
      await stranger.get(picture.url),
      await stranger.get(`/api/views/${picture.view_id}`),
      await stranger.get(`/api/documents/${house}`),
      await stranger.get(`/api/documents/${house}/blocks`),
    ];
    for (const { status, text } of answers) {
      expect([403, 404]).toContain(status);
      expect(text).not.toMatch(/план|тайна|перегородк/iu);
    }
    expect((await stranger.read(chatId)).status).toBe(404);
    expect((await stage.person.get(chat)).status).toBe(200);
  });

  test('cannot be asked about: a question with the document of another is refused, and no model is called', async () => {
    const house = await stage.house({ stem: 'own-AR' });
    const stranger = await stage.newPerson();
    const before = stage.model.requests.length;
    const chatId = await stranger.newChat();
    const send = (input: object) =>
      stranger.post(`/api/chats/${chatId}/messages`, { content: 'Что там?', ...input });
    const region = { document_id: house, page: 1, box: [0, 0, 1, 1] };
    for (const input of [
      { attached_document_ids: [house] },
      { compare: { a: [house], b: [house] } },
      { regions: [region] },
    ])
      expect((await send(input)).status).toBe(404);
    expect(stage.model.requests).toHaveLength(before);
  });
});
