import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  createTestClock,
  type Person,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

const clock = createTestClock();
let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ clock });
  user = await app.newUser();
});
afterAll(() => app.close());

const nextOf = ({ headers }: Answer) => /<([^>]+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1] ?? null;
const ids = (items: { id: string }[]) => items.map(({ id }) => id);

async function walk(person: Person, first: string): Promise<Answer[]> {
  const pages: Answer[] = [];
  for (let next: string | null = first; next !== null; ) {
    const page = await person.get(next);
    expect(page.status).toBe(200);
    pages.push(page);
    next = nextOf(page);
  }
  return pages;
}

describe('a chat', () => {
  it('is made with a title, or without anything', async () => {
    const { status, body } = await user.post('/api/chats', { title: '  Окна  ', description: 'По листу 12' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      title: 'Окна',
      description: 'По листу 12',
      user_id: user.id,
      is_archived: false,
    });
    for (const empty of [undefined, {}, { title: null }, { title: '' }, { title: '   ' }]) {
      const answer = await user.post('/api/chats', empty);
      expect([answer.status, answer.body.title]).toEqual([201, 'Новый чат']);
    }
    expect((await user.post('/api/chats', { title: 'я'.repeat(201) })).status).toBe(422);
  });

  it('is renamed and described, field by field', async () => {
    const chat = await user.newChat('Было');
    const patch = (body: object) => user.patch(`/api/chats/${chat}`, body);
    expect((await patch({ title: 'Стало' })).body).toMatchObject({ title: 'Стало', description: null });
    expect((await patch({ description: 'Зачем' })).body).toMatchObject({
      title: 'Стало',
      description: 'Зачем',
    });
    expect((await patch({ description: null })).body.description).toBeNull();
    expect((await patch({ title: '' })).status).toBe(422);
    expect((await patch({ is_archived: true, user_id: app.admin.id })).body).toMatchObject({
      is_archived: false,
      user_id: user.id,
    });
  });

  it('takes its name from the first question, cut at a word', async () => {
    const chat = await user.newChat();
    const question =
      'Сколько перемычек А4-14 всего в Жилом доме и Строении 1 по спецификации?\nВторая строка';
    await user.ask(chat, question);
    const { title } = (await user.get(`/api/chats/${chat}`)).body.chat;
    expect(title).toMatch(/^Сколько перемычек А4-14 .*…$/);
    expect(title.length).toBeLessThanOrEqual(61);
    expect(question.split(/\s/)).toContain(title.slice(0, -1).split(' ').at(-1));
  });

  it('archived leaves the list, stays readable, and comes back with a question', async () => {
    const chat = await user.newChat('В архив');
    expect((await user.delete(`/api/chats/${chat}`)).body).toEqual({ ok: true });
    const listed = async () => ids((await user.get('/api/chats?limit=100')).body);
    expect(await listed()).not.toContain(chat);
    expect((await user.get(`/api/chats/${chat}`)).body.chat.is_archived).toBe(true);
    await user.ask(chat, 'Ты ещё здесь?');
    expect(await listed()).toContain(chat);
  });
});

describe('the list', () => {
  it('goes by the latest change, page by page, each chat once', async () => {
    const person = await app.newUser();
    const chats: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      clock.advance(1000);
      chats.push(await person.newChat(`Чат ${n}`));
    }
    clock.advance(1000);
    await person.patch(`/api/chats/${chats[2]}`, { title: 'Тронут' });
    const expected = [chats[2], ...chats.toReversed().filter((id) => id !== chats[2])];
    const pages = await walk(person, '/api/chats?limit=3');
    expect(pages.map(({ body }) => body.length)).toEqual([3, 3, 1]);
    expect(ids(pages.flatMap(({ body }) => body))).toEqual(expected);
  });

  it('of chats changed in the same millisecond misses none', async () => {
    const person = await app.newUser();
    for (let n = 0; n < 5; n += 1) await person.newChat(`Разом ${n}`);
    await app.database.query('update chats set updated_at = $1 where user_id = $2', [new Date(), person.id]);
    const pages = await walk(person, '/api/chats?limit=2');
    expect(new Set(ids(pages.flatMap(({ body }) => body))).size).toBe(5);
  });

  it('leads on at the address that was asked for, with all its parameters', async () => {
    const person = await app.newUser();
    for (let n = 0; n < 3; n += 1) await person.newChat();
    for (const address of ['/api/chats', '/chats', '/api/v1/chats']) {
      const page = await person.get(`${address}?limit=2`);
      expect(nextOf(page)).toMatch(/limit=2/);
      expect((await person.get(nextOf(page) ?? '')).body).toHaveLength(1);
    }
  });

  it('keeps its limits', async () => {
    expect((await user.get('/api/chats?limit=1000')).status, 'read as 100').toBe(200);
    for (const query of ['limit=0', 'limit=x', 'limit=-1', 'cursor=x', 'cursor=2026-01-01_x']) {
      expect((await user.get(`/api/chats?${query}`)).status, query).toBe(422);
    }
  });
});

describe('the history', () => {
  it('is newest last; earlier pages follow by Link', async () => {
    const chat = await user.newChat();
    for (let n = 1; n <= 3; n += 1) await user.ask(chat, `Вопрос ${n}`);
    const { messages, run } = (await user.get(`/api/chats/${chat}`)).body;
    expect(messages.map(({ role }: { role: string }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
    const questions = messages.filter(({ role }: { role: string }) => role === 'user');
    expect(questions.map(({ content }: { content: string }) => content)).toEqual([
      'Вопрос 1',
      'Вопрос 2',
      'Вопрос 3',
    ]);
    expect(run).toMatchObject({ user_message_id: questions[2].id, status: 'done' });
    expect(run.answer_message_id).toBe(messages[5].id);

    const pages = await walk(user, `/api/chats/${chat}/messages?limit=4`);
    expect(pages.map(({ body }) => body.length)).toEqual([4, 2]);
    expect([...(pages[1]?.body ?? []), ...(pages[0]?.body ?? [])]).toEqual(messages);
  });

  it('of a new chat is empty', async () => {
    const chat = await user.newChat();
    expect((await user.get(`/api/chats/${chat}`)).body).toMatchObject({
      messages: [],
      attachments: [],
      run: null,
    });
    expect((await user.get(`/api/chats/${chat}/messages`)).body).toEqual([]);
  });
});

describe('a question', () => {
  it('is not empty and not a book', async () => {
    const chat = await user.newChat();
    const send = (content: unknown) => user.post(`/api/chats/${chat}/messages`, { content });
    for (const content of ['', '   ', '\n\t', null, 5, ['x']]) {
      const { status, body } = await send(content);
      expect([status, body.code], JSON.stringify(content)).toEqual([422, 'validation_failed']);
    }
    expect((await send('я'.repeat(100_001))).status).toBe(422);
    const megabyte = await send('x'.repeat(1024 * 1024));
    expect([megabyte.status, megabyte.body.code]).toEqual([413, 'too_large']);
    expect(megabyte.body.message).toMatch(/[а-я]/);
    expect((await user.get(`/api/chats/${chat}/messages`)).body).toEqual([]);
  });

  it('of the longest length is answered and stored to the letter', async () => {
    const chat = await user.newChat();
    const content = `Перемычка ${'я'.repeat(99_000)} 🏗️`;
    const frames = await user.ask(chat, content);
    expect(frames.at(-1)?.event).toBe('completed');
    expect((await user.get(`/api/chats/${chat}/messages`)).body[0].content).toBe(content);
  });
});
