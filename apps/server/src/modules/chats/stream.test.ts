import { inWords, type ScriptedTurn, startGeminiServer } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Frame, type Person, startTestApp, type TestApp, until } from '#platform/testing/index.ts';

let model: Awaited<ReturnType<typeof startGeminiServer>>;
let app: TestApp;
let turn: ScriptedTurn;
let user: Person;

beforeAll(async () => {
  model = await startGeminiServer({ script: () => turn });
  app = await startTestApp({ env: { GEMINI_BASE_URL: model.url } });
  user = await app.newUser();
  await user.put('/api/me/keys/gemini', { api_key: 'test-stream' });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

const ask = async (chat: string, content = 'Вопрос') =>
  (await user.post(`/api/chats/${chat}/messages`, { content })).body.run.id as string;
const ids = (frames: Frame[]) => frames.map(({ id }) => id);
const isToken = ({ event }: Frame) => event === 'llm_token';

describe('a finished answer', () => {
  let chat: string;
  let all: Frame[];

  beforeAll(async () => {
    turn = { parts: inWords('Семь слов ответа, чтобы событий было несколько.'), delayMs: 60 };
    chat = await user.newChat();
    all = await user.ask(chat, 'Вопрос');
  });

  it('is replayed from its first event as often as anybody wants', async () => {
    expect(all.length).toBeGreaterThan(5);
    const readers = await Promise.all(Array.from({ length: 5 }, () => user.read(chat)));
    for (const { frames } of readers) expect(frames).toEqual(all);
  });

  it('resumes behind any of its events, by header and by query', async () => {
    for (let at = 0; at < all.length - 1; at += 1) {
      const { status, frames } = await user.read(chat, all[at]?.id);
      expect(status).toBe(200);
      expect(ids(frames)).toEqual(ids(all.slice(at + 1)));
    }
    const url = `${app.url}/api/chats/${chat}/stream?last_event_id=${encodeURIComponent(all[2]?.id ?? '')}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${user.token}` } });
    expect((await response.text()).startsWith(`id: ${all[3]?.id}\n`)).toBe(true);
  });

  it('is 204 once everything was received', async () => {
    const { status, frames } = await user.read(chat, all.at(-1)?.id);
    expect([status, frames]).toEqual([204, []]);
    expect((await user.read(await user.newChat())).status, 'nothing was asked').toBe(204);
  });

  it('an event id from elsewhere starts at the beginning', async () => {
    const other = await user.newChat();
    await user.ask(other, 'Другой');
    const strange = (await user.get(`/api/chats/${other}`)).body.run.id;
    for (const id of [
      'garbage',
      `${strange}:2`,
      `${strange}:-1`,
      ':',
      '0195f000-0000-7000-8000-000000000000:1',
    ]) {
      expect(ids((await user.read(chat, id)).frames), id).toEqual(ids(all));
    }
  });

  it('a new question turns the stream to its answer; an old event id still names the old one', async () => {
    const run = await ask(chat, 'Ещё вопрос');
    const { frames } = await user.read(chat);
    expect(frames[0]?.id).toBe(`${run}:1`);
    expect(ids((await user.read(chat, all[0]?.id)).frames)).toEqual(ids(all.slice(1)));
  });
});

describe('the wire', () => {
  it('is an event stream that nobody keeps or holds back', async () => {
    turn = { parts: [{ text: 'Да.' }] };
    const chat = await user.newChat();
    await ask(chat);
    const { status, headers, frames } = await user.open(chat);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toMatch(/no-(?:cache|store)/);
    expect(headers.get('x-accel-buffering')).toBe('no');
    for await (const { data } of frames) expect(typeof data).toBe('object');
  });

  it('carries line ends, quotes and every letter inside one line of JSON', async () => {
    const text = 'а\nб\r\nв\u2028г "д" \\ data: x\n\nid: 7 🏗️';
    turn = { parts: [{ text }], bytesPerWrite: 1 };
    const frames = await user.ask(await user.newChat(), 'Вопрос');
    expect(frames.find(({ event }) => event === 'llm_final')?.data.content).toBe(text);
    expect(
      frames
        .filter(isToken)
        .map(({ data }) => data.token)
        .join(''),
    ).toBe(text);
  });
});

describe('while the answer is made', () => {
  it('readers that break off and come back get every event once, wherever they broke off', async () => {
    turn = { parts: inWords('Слово '.repeat(40)), delayMs: 25 };
    const chat = await user.newChat();
    await ask(chat);
    const patient = user.read(chat);
    const seen: Frame[] = [];
    while (seen.at(-1)?.event !== 'completed') {
      const want = seen.length + 2;
      const { frames } = await user.read(chat, seen.at(-1)?.id, () => {
        const got = seen.length + 1;
        return got >= want;
      });
      seen.push(...frames);
    }
    expect(seen).toEqual((await patient).frames);
  });

  it('the first token is not held back', async () => {
    turn = { parts: inWords('Первое слово сразу, остальные потом.'), delayMs: 400 };
    const chat = await user.newChat();
    await ask(chat);
    const { frames } = await user.read(chat, undefined, isToken);
    expect(frames.at(-1)?.data.token).toBe('Первое');
    await user.post(`/api/chats/${chat}/stop`);
  });

  it('a reader who leaves is let go', async () => {
    turn = { parts: inWords('Долго '.repeat(50)), delayMs: 40 };
    const chat = await user.newChat();
    await ask(chat);
    const openStreams = async () => {
      const { text } = await app.api('GET', '/metrics');
      return Number(/^aizoomdoc_open_streams (\d+)/m.exec(text)?.[1]);
    };
    const before = await openStreams();
    const { frames } = await user.open(chat);
    await frames.next();
    expect(await openStreams()).toBe(before + 1);
    await frames.return(undefined);
    await until(async () => (await openStreams()) === before);
    await user.post(`/api/chats/${chat}/stop`);
  });

  it('goes on for readers when the wake-up session is killed', async () => {
    turn = { parts: inWords('Слово '.repeat(60)), delayMs: 40 };
    const chat = await user.newChat();
    await ask(chat);
    const reading = user.read(chat);
    await user.read(chat, undefined, isToken);
    const killed = await app.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'aizoomdoc-wakeups'`,
    );
    expect(killed).toHaveLength(1);
    const { frames } = await reading;
    expect(frames.at(-1)?.data.status).toBe('done');
    expect(ids(frames)).toEqual(ids(frames).map((_, at) => `${frames[0]?.id.split(':')[0]}:${at + 1}`));
    await until(
      async () =>
        (
          await app.database.query(
            `select 1 from pg_stat_activity
             where datname = current_database() and application_name = 'aizoomdoc-wakeups'`,
          )
        ).length === 1,
    );
    // The new session wakes readers again: far sooner than they would look by themselves.
    turn = { parts: [{ text: 'Снова тут.' }] };
    const start = performance.now();
    await user.ask(await user.newChat(), 'Вопрос');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('a long answer', () => {
  const count = 1500;
  let chat: string;
  let run: string;

  beforeAll(async () => {
    turn = { parts: [{ text: 'Коротко.' }] };
    chat = await user.newChat();
    run = await ask(chat);
    await user.read(chat);
    // About nine megabytes of events behind the answer that was really given.
    await app.database.query("delete from run_events where run_id = $1 and event = 'completed'", [run]);
    await app.database.query(
      `insert into run_events (run_id, seq, event, data, created_at)
       select $1, 100 + n, case when n = $2 then 'completed' else 'llm_token' end,
         case when n = $2 then '{"status":"done","message":"Ответ готов"}'::jsonb
           else jsonb_build_object('token', repeat('ж', 3000), 'model', 'm') end, now()
       from generate_series(1, $2::integer) n`,
      [run, count],
    );
    await app.database.query('update runs set last_seq = 100 + $2::integer where id = $1', [run, count]);
  });

  it('is replayed whole to a reader who reads', async () => {
    const { frames } = await user.read(chat);
    expect(frames.filter(({ id }) => Number(id.split(':')[1]) > 100)).toHaveLength(count);
    expect(frames.at(-1)?.event).toBe('completed');
  });
});
