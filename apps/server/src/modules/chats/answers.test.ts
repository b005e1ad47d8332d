import { inWords, type ScriptedTurn, startGeminiServer } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  demoBundle,
  type Frame,
  type Person,
  startTestApp,
  type TestApp,
  until,
} from '#platform/testing/index.ts';

let model: Awaited<ReturnType<typeof startGeminiServer>>;
let app: TestApp;
let turn: ScriptedTurn;
/** Asks the keyless answerer; `scripted` has a key, so the loopback model answers. */
let keyless: Person;
let scripted: Person;

beforeAll(async () => {
  model = await startGeminiServer({ script: () => turn });
  app = await startTestApp({ env: { GEMINI_BASE_URL: model.url } });
  keyless = await app.newUser();
  await keyless.upload('/api/documents/import', demoBundle());
  scripted = await app.newUser();
  await scripted.put('/api/me/keys/gemini', { api_key: 'test-answers' });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

const slowly = (text: string): ScriptedTurn => ({ parts: inWords(text), delayMs: 40 });
const named = (frames: Frame[], event: string) => frames.filter((frame) => frame.event === event);
const textOf = (frames: Frame[]) =>
  named(frames, 'llm_token')
    .map(({ data }) => data.token)
    .join('');
const send = (person: Person, chat: string, content: string) =>
  person.post(`/api/chats/${chat}/messages`, { content });

describe('without a key', () => {
  it('the answer is streamed with citations that point at real blocks, and stored as it was sent', async () => {
    const chat = await keyless.newChat();
    const sent = await send(keyless, chat, 'Сколько перемычек ПР-5 на выходах на кровлю?');
    expect(sent.status).toBe(202);
    expect(sent.body).toMatchObject({
      message: { role: 'user', status: 'complete' },
      run: { status: 'queued', user_message_id: sent.body.message.id },
    });
    const { status, frames } = await keyless.read(chat);
    expect(status).toBe(200);
    expect(frames[0]).toMatchObject({ id: `${sent.body.run.id}:1`, event: 'phase_started' });
    expect(frames.map(({ id }) => id)).toEqual(frames.map((_, at) => `${sent.body.run.id}:${at + 1}`));
    expect(named(frames, 'completed')).toEqual([frames.at(-1)]);
    expect(frames.at(-1)?.data.status).toBe('done');

    const final = named(frames, 'llm_final')[0]?.data;
    expect(final.content).toBe(textOf(frames));
    expect(final.content).toMatch(/без ИИ/i);
    expect(final.citations.length).toBeGreaterThan(0);
    for (const citation of final.citations) {
      expect(final.content.slice(citation.start, citation.end)).toBe(`[${citation.block_id}]`);
      const block = await keyless.get(`/api/documents/${citation.document_id}/blocks/${citation.block_id}`);
      expect(block.status).toBe(200);
      expect(block.body).toMatchObject({
        page: citation.page,
        sheet: citation.sheet,
        version: citation.version,
      });
      expect(block.body.text).toContain(citation.quote);
    }
    const stored = (await keyless.get(`/api/chats/${chat}/messages`)).body[1];
    expect(stored).toMatchObject({
      id: final.message_id,
      role: 'assistant',
      status: 'complete',
      content: final.content,
      citations: final.citations,
      run_id: sent.body.run.id,
      error_code: null,
    });
  });

  it('says so when the documents do not have the answer, and when there are none', async () => {
    const frames = await keyless.ask(await keyless.newChat(), 'Какова столица Парагвая?');
    expect(textOf(frames)).toMatch(/ответа не нашлось/i);
    const lonely = await app.newUser();
    const nothing = await lonely.ask(await lonely.newChat(), 'Сколько этажей?');
    expect(named(nothing, 'warning')).toMatchObject([
      { data: { code: 'no_documents' } },
      { data: { code: 'no_key' } },
    ]);
    expect(nothing.at(-1)?.data.status).toBe('done');
  });
});

describe('a second question while the first is answered', () => {
  it('waits, is answered after it, and tells its place', async () => {
    turn = slowly('Первый ответ из нескольких слов.');
    const chat = await scripted.newChat();
    const first = await send(scripted, chat, 'Первый?');
    const second = await send(scripted, chat, 'Второй?');
    expect(second.status).toBe(202);
    const { frames } = await scripted.read(chat);
    expect(frames[0]).toMatchObject({
      id: `${second.body.run.id}:1`,
      event: 'queue_position',
      data: { position: 1 },
    });
    expect(frames.at(-1)?.data.status).toBe('done');
    const { messages } = (await scripted.get(`/api/chats/${chat}`)).body;
    const answers = messages.filter(({ role }: { role: string }) => role === 'assistant');
    expect(answers.map(({ run_id }: { run_id: string }) => run_id)).toEqual([
      first.body.run.id,
      second.body.run.id,
    ]);
    expect(app.logs(), 'started at once, not by the sweep').not.toContain('run was not started yet');
  });

  it('keeps order also when all come at the same moment; a seventh is refused', async () => {
    turn = { parts: [{ text: 'Ответ.' }], firstDelayMs: 2000 };
    const chat = await scripted.newChat();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => send(scripted, chat, `Вопрос ${n}`)),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    turn = { parts: [{ text: 'Ответ.' }] };
    const runs = await until(async () => {
      const rows = await app.database.query<{ started_at: Date; finished_at: Date | null }>(
        'select started_at, finished_at from runs where chat_id = $1 order by id',
        [chat],
      );
      return rows.every(({ finished_at }) => finished_at !== null) ? rows : null;
    });
    for (const [at, { started_at }] of runs.entries()) {
      const before = runs[at - 1]?.finished_at ?? started_at;
      expect(started_at.getTime()).toBeGreaterThanOrEqual(before.getTime());
    }
  });

  it('in another chat does not wait', async () => {
    turn = slowly('Долгий ответ '.repeat(20));
    const busy = await scripted.newChat();
    await send(scripted, busy, 'Занять');
    const frames = await keyless.ask(await keyless.newChat(), 'Сколько ПР-5?');
    expect(frames.at(-1)?.data.status).toBe('done');
    await scripted.post(`/api/chats/${busy}/stop`);
  });
});

describe('after a failure', () => {
  it('the same question is answered again: a new run, the old answer stays', async () => {
    turn = { parts: [], failure: { kind: 'daily_quota' } };
    const chat = await scripted.newChat();
    const failed = await scripted.ask(chat, 'Получится?');
    expect(named(failed, 'error')).toMatchObject([
      { data: { code: 'quota', message: expect.stringMatching(/[а-я]/) } },
    ]);
    expect(failed.at(-1)).toMatchObject({ event: 'completed', data: { status: 'failed' } });
    expect((await scripted.get(`/api/chats/${chat}`)).body.run).toMatchObject({
      status: 'failed',
      error_code: 'quota',
    });

    turn = slowly('Получилось.');
    const { status, body } = await scripted.post(`/api/chats/${chat}/resume`);
    expect(status).toBe(202);
    const { frames } = await scripted.read(chat);
    expect(frames[0]?.id).toBe(`${body.run.id}:1`);
    expect(textOf(frames)).toBe('Получилось.');
    const { messages } = (await scripted.get(`/api/chats/${chat}`)).body;
    expect(messages.map(({ role, status: state }: Record<string, string>) => [role, state])).toEqual([
      ['user', 'complete'],
      ['assistant', 'complete'],
    ]);
    expect(messages[1].variants).toEqual([expect.any(String), messages[1].id]);
    const old = await scripted.post(`/api/chats/${chat}/branch`, { message_id: messages[1].variants[0] });
    expect(old.body.messages[1]).toMatchObject({ status: 'failed', error_code: 'quota' });
    expect(old.body.run.id).not.toBe(body.run.id);
  });

  it('asked for many times at once, it is answered once', async () => {
    turn = { parts: [], failure: { kind: 'daily_quota' } };
    const chat = await scripted.newChat();
    await scripted.ask(chat, 'Получится?');
    turn = slowly('Да.');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => scripted.post(`/api/chats/${chat}/resume`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409, 409]);
    await scripted.read(chat);
  });

  it('there is nothing to resume in an empty chat, in a good one and in a busy one', async () => {
    const resume = async (chat: string) => (await scripted.post(`/api/chats/${chat}/resume`)).body.code;
    const chat = await scripted.newChat();
    expect(await resume(chat)).toBe('nothing_to_resume');
    turn = slowly('Хорошо.');
    await send(scripted, chat, 'Как дела?');
    expect(await resume(chat)).toBe('nothing_to_resume');
    await scripted.read(chat);
    expect(await resume(chat)).toBe('nothing_to_resume');
  });
});

describe('stopping', () => {
  it('keeps what is written and ends the stream', async () => {
    turn = slowly('Слово за словом идёт длинный ответ '.repeat(20));
    const chat = await scripted.newChat();
    await send(scripted, chat, 'Рассказывай');
    await scripted.read(chat, undefined, ({ event }) => event === 'llm_token');
    const { status, body } = await scripted.post(`/api/chats/${chat}/stop`);
    expect([status, body.chat_id]).toEqual([200, chat]);
    const { frames } = await scripted.read(chat);
    expect(frames.at(-1)).toMatchObject({ event: 'completed', data: { status: 'stopped' } });
    const message = (await scripted.get(`/api/chats/${chat}/messages`)).body.at(-1);
    expect(message).toMatchObject({ status: 'stopped', content: textOf(frames) });
    expect(message.content.length).toBeGreaterThan(0);
  });

  it('what does not run is no error', async () => {
    const chat = await scripted.newChat();
    expect((await scripted.post(`/api/chats/${chat}/stop`)).text).toBe('null');
    turn = slowly('Готово.');
    await scripted.ask(chat, 'Готово?');
    expect((await scripted.post(`/api/chats/${chat}/stop`)).body.status).toBe('done');
  });
});
