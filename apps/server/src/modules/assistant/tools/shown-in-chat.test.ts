import {
  type GeminiServer,
  type ScriptedRequest,
  type ScriptedTurn,
  startGeminiServer,
} from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  drawnPdf,
  type Person,
  type PicturedDocument,
  picturedDocument,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

let app: TestApp;
let model: GeminiServer;
let person: Person;
let drawing: PicturedDocument;
const asked: ScriptedRequest[] = [];

/** Looks at the page, zooms in, names a block that is not there twice, then answers. */
const looking: readonly [string, Record<string, unknown>][] = [
  ['request_images', { page: 1, reason: 'общий вид' }],
  ['zoom', { view_id: 'P1', box: [0.85, 0.9, 0.97, 0.96], reason: 'прочитать марку' }],
  ['request_images', { block_ids: ['IMG-FLOOR-7-PLAN'] }],
  ['request_images', { page: 1, reason: 'ещё раз' }],
];

beforeAll(async () => {
  const script = (request: ScriptedRequest): ScriptedTurn => {
    asked.push(request);
    const [name, input] = looking[request.toolResults.length] ?? [];
    if (name === undefined) return { parts: [{ text: 'Марка B-2 видна на картинке [P2].' }] };
    return { parts: [{ call: { name, arguments: input ?? {} }, signature: 's' }] };
  };
  model = await startGeminiServer({ script });
  app = await startTestApp({ env: { GEMINI_BASE_URL: model.url } });
  person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: 'test-pictures' });
  const words = [{ text: 'mark B-2', x: 2100, y: 1500, size: 8 }];
  drawing = await picturedDocument(app, person, {
    file: {
      name: 'sheet.pdf',
      bytes: await drawnPdf([{ width: 2400, height: 1600, words }]),
      mimeType: 'application/pdf',
    },
    blocks: [{ code: 'AAAA-CCCC-AA3', page: 1, text: 'План', bbox: [0, 0, 1, 1] }],
  });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

test('pictures are shown to the model with labels, told to the reader, and stay with the answer', async () => {
  const chatId = await person.newChat();
  const frames = await person.ask(chatId, 'Какая марка стоит внизу справа?');
  expect(frames.at(-1)?.data.status).toBe('done');

  const ready = frames.filter(({ event }) => event === 'image_ready').map(({ data }) => data);
  expect(ready.map(({ name, kind, reason }) => [name, kind, reason])).toEqual([
    ['P1', 'overview', 'общий вид'],
    ['P2', 'region', 'прочитать марку'],
  ]);
  const sent = asked.at(-1);
  // Pictures of earlier turns may be left to the vendor, or only named.
  const newest = asked[looking.findIndex(([name]) => name === 'zoom') + 1]?.pictures.at(-1);
  expect(newest?.label).toMatch(/^P2 · вид v_/);
  expect(newest?.label).toContain('mark B-2');
  expect(sent?.toolResults[2]?.output).toContain('Блока IMG-FLOOR-7-PLAN нет. Ближайшие: AAAA-CCCC-AA3');
  expect(sent?.toolResults[3]?.output).toContain('картинки P1 показаны выше');

  const { messages } = (await person.get(`/api/chats/${chatId}`)).body;
  const [question, answer] = messages;
  expect(question.images).toEqual([]);
  expect(answer.images.map(({ id }: { id: string }) => id)).toEqual(ready.map(({ image_id }) => image_id));
  for (const { url } of answer.images)
    expect((await app.http.inject({ method: 'GET', url })).headers['content-type']).toBe('image/png');
  const { body } = await person.get(`/api/chats/${chatId}/messages/${answer.id}/evidence`);
  expect(body).toMatchObject({
    run_id: answer.run_id,
    pictures: [
      { name: 'P1', document_id: drawing.documentId },
      { name: 'P2', image_type: 'zoom_crop' },
    ],
  });
});
