import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Frame, until } from '#platform/testing/index.ts';
import { textOf } from '../testing/frames.ts';
import { codes } from '../testing/house-codes.ts';
import { calls, inOrder, says } from '../testing/scripts.ts';
import { openStage, readFrames, type Stage } from '../testing/stage.ts';

let stage: Stage;
let house: string;

beforeAll(async () => {
  stage = await openStage();
  house = await stage.house();
});
afterAll(() => stage.close());

const ask = (question: string) => stage.ask(question, { documents: [house] });
const answer = `Дверей на 7 этаже 4 и 3, каждая с порогом и доводчиком [${codes.doors7}].`;
const long = Array.from({ length: 400 }, (_, at) => `слово-${at}`).join(' ');
const isToken = ({ event }: Frame) => event === 'llm_token';

describe('S13 the answer is stopped', () => {
  /** Stops an answer once the reader has that event of it. @returns milliseconds until the vendor saw it */
  async function stopAt(event: (frame: Frame) => boolean): Promise<{ chatId: string; took: number }> {
    const before = stage.model.requests.length;
    const chatId = await stage.send('Долгий вопрос', { documents: [house] });
    await stage.person.read(chatId, undefined, event);
    const call = await until(() => stage.model.requests[before]);
    const stoppedAt = Date.now();
    expect((await stage.person.post(`/api/chats/${chatId}/stop`)).status).toBe(200);
    expect(await call.closed).toBe('aborted');
    return { chatId, took: (call.abortedAt ?? Number.POSITIVE_INFINITY) - stoppedAt };
  }

  /** The same again when a busy machine was late. */
  async function stopInTime(event: (frame: Frame) => boolean): Promise<string> {
    let { chatId, took } = await stopAt(event);
    const times = [took];
    while (Math.min(...times) >= 200 && times.length < 4) {
      ({ chatId, took } = await stopAt(event));
      times.push(took);
    }
    console.log(`stop: the vendor saw the abort after ${times.join(', ')} ms`);
    expect(Math.min(...times)).toBeLessThan(200);
    return chatId;
  }

  test('while the model is silent: the vendor sees it within 200 ms', async () => {
    stage.play(() => ({ parts: [], failure: { kind: 'hang' } }));
    const chatId = await stopInTime(({ event, data }) => event === 'phase_started' && data.phase === 'llm');
    const { frames } = await stage.person.read(chatId);
    expect(frames.at(-1)).toMatchObject({ event: 'completed', data: { status: 'stopped' } });
  });

  test('while it writes: the vendor sees it within 200 ms, and what was written stays, marked', async () => {
    stage.play(() => ({ ...says(long), delayMs: 10 }));
    const chatId = await stopInTime(isToken);
    const { frames } = await stage.person.read(chatId);
    expect(frames.at(-1)).toMatchObject({ event: 'completed', data: { status: 'stopped' } });
    const message = (await stage.person.get(`/api/chats/${chatId}`)).body.messages.at(-1);
    expect(message).toMatchObject({ role: 'assistant', status: 'stopped', content: textOf(frames) });
    expect(long.startsWith(message.content)).toBe(true);
    expect(message.content).toMatch(/^слово-0/);
  });

  test('no call follows: neither of the model nor of a tool', async () => {
    stage.play(
      inOrder(calls(['request_images', { block_ids: [codes.plan7] }]), { ...says(long), delayMs: 10 }),
    );
    const chatId = await stage.send('Долгий вопрос', { documents: [house] });
    await stage.person.read(chatId, undefined, isToken);
    await stage.person.post(`/api/chats/${chatId}/stop`);
    const { frames } = await stage.person.read(chatId);
    const count = stage.model.requests.length;
    expect(readFrames(frames).named('tool_call')).toHaveLength(1);
    await until(async () => (await stage.person.get(`/api/chats/${chatId}`)).body.run.status === 'stopped');
    expect(stage.model.requests).toHaveLength(count);
  });
});

describe('S13 the reader is cut off', () => {
  test('and goes on by the id of the last event: no token is repeated or lost', async () => {
    stage.play(() => ({ ...says(long), delayMs: 2 }));
    const chatId = await stage.send('Долгий вопрос', { documents: [house] });
    const read: Frame[] = [];
    for (const cut of [3, 5]) {
      let tokens = 0;
      const { frames } = await stage.person.read(chatId, read.at(-1)?.id, (frame) => {
        tokens += isToken(frame) ? 1 : 0;
        return tokens === cut;
      });
      read.push(...frames);
    }
    const { frames } = await stage.person.read(chatId, read.at(-1)?.id);
    read.push(...frames);
    const ids = read.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const seqs = ids.map((id) => Number(id.split(':')[1]));
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    expect(textOf(read)).toBe(long);
    expect(read.at(-1)?.event).toBe('completed');
    expect(stage.model.requests.at(-1)?.abortedAt).toBeNull();
  });

  test('after the end there is nothing more', async () => {
    stage.play(inOrder(says(answer)));
    const { chatId, frames } = await ask('Вопрос');
    const again = await stage.person.open(chatId, frames.at(-1)?.id);
    expect(again.status).toBe(204);
  });
});

describe('the connection to the model', () => {
  test('cut in the middle of a letter: the answer is whole, without a broken letter', async () => {
    stage.play(inOrder({ ...says('Дверей на 7 этаже 4'), failure: { kind: 'cut_in_letter' } }, says(answer)));
    const told = await ask('Сколько дверей?');
    expect(told.asked).toHaveLength(2);
    expect(told.named('answer_restarted')).toEqual([]);
    expect(textOf(told.frames)).toBe(answer);
    expect(told.message.content).toBe(answer);
    expect(JSON.stringify(told.frames)).not.toContain('\uFFFD');
  });

  test('bytes that come one by one, through the middle of letters, make the same text', async () => {
    stage.play(inOrder({ ...says(answer), bytesPerWrite: 7 }));
    const told = await ask('Сколько дверей?');
    expect(textOf(told.frames)).toBe(answer);
  });

  test('429 with a time to wait: waited out once, told to the reader, answered', async () => {
    stage.play(inOrder({ failure: { kind: 'rate_limited', retryAfterMs: 250, hint: 'body' } }, says(answer)));
    const told = await ask('Сколько дверей?');
    expect(told.named('warning')).toMatchObject([
      { code: 'rate_limited', message: expect.stringContaining('просит подождать') },
    ]);
    const [first, second] = told.sent;
    expect((second?.receivedAt ?? 0) - (first?.receivedAt ?? 0)).toBeGreaterThanOrEqual(250);
    expect(told.final.content).toBe(answer);
  });

  test.each([
    ['bad_key', { kind: 'bad_key' }, /Ключ Gemini не подошёл.*настройках/],
    ['quota', { kind: 'daily_quota' }, /исчерпал свою квоту.*настройках/],
  ] as const)('%s: one call, a clear word and the way to the settings', async (code, failure, message) => {
    stage.play(() => ({ failure }));
    const told = await ask('Сколько дверей?');
    expect(told.sent).toHaveLength(1);
    expect(told.named('error')).toMatchObject([{ code, message: expect.stringMatching(message) }]);
    expect(told.message).toMatchObject({ status: 'failed', error_code: code });
    stage.play(inOrder(says(answer)));
    expect((await stage.person.post(`/api/chats/${told.chatId}/resume`)).status).toBe(202);
    expect(textOf((await stage.person.read(told.chatId)).frames)).toBe(answer);
  });

  test('without a key the answer is without AI, and says so with the way to the settings', async () => {
    const person = await stage.app.newUser();
    const own = await stage.house({ person });
    const told = await stage.ask('Сколько перемычек В3-14 на 9 этаже?', { person, documents: [own] });
    expect(told.sent).toHaveLength(0);
    expect(told.named('warning')).toMatchObject([
      { code: 'no_key', message: expect.stringContaining('настройках') },
    ]);
    expect(told.final).toMatchObject({ model: 'extractive', cost_usd: null });
    expect(told.final.content).toMatch(/^\*Без ИИ/);
  });
});
