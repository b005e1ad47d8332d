import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ demo: true });
});

afterAll(() => app.close());

test('fifty questions at once are all accepted and answered', async () => {
  const person = await app.newUser();
  const chats = await Promise.all(Array.from({ length: 50 }, () => person.newChat()));
  const sent = await Promise.all(
    chats.map((chatId) =>
      person.post(`/api/chats/${chatId}/messages`, { content: 'Какова площадь электрощитовой?' }),
    ),
  );
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([202]));
  const answers = await Promise.all(chats.map((chatId) => person.read(chatId)));
  expect(new Set(answers.map(({ frames }) => frames.at(-1)?.data.status))).toEqual(new Set(['done']));
});
