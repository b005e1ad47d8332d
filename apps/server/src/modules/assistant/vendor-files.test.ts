import type { GeminiServer, ScriptedRequest, ScriptedTurn } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Person, type TestApp, until } from '#platform/testing/index.ts';
import { calls, codes, finalOf, house, inOrder, openModelApp, says } from './testing/index.ts';

let app: TestApp;
let model: GeminiServer;
let person: Person;
let play: (request: ScriptedRequest) => ScriptedTurn;
let fate: 'ready' | 'failed';
/** How far the vendor's clock is ahead. */
let aheadMs = 0;
let asked: ScriptedRequest[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ app, model, asked, close } = await openModelApp((request) => play(request), {
    onUpload: () => ({ kind: fate }),
    now: () => Date.now() + aheadMs,
  }));
  person = await app.newUser();
  await person.put('/api/me/keys/gemini', { api_key: 'test-files' });
  await house(app, person);
  await app.admin.patch('/api/admin/settings/system', { provider_files: { min_bytes: 0 } });
});
afterAll(() => close());
beforeEach(() => {
  asked.length = 0;
  fate = 'ready';
});

async function lookAt(code: string) {
  play = inOrder(calls(['request_images', { block_ids: [code] }]), says('Вижу план [P1].'));
  const frames = await person.ask(await person.newChat(), 'Опиши план');
  expect(frames.at(-1)?.data.status).toBe('done');
  return asked.at(-1)?.pictures ?? [];
}

test('a picture is brought to the vendor once, and again when the vendor lost it', async () => {
  const [first] = await lookAt(codes.plan);
  expect(first?.uri).toBeTruthy();
  const [again] = await lookAt(codes.plan);
  expect(again?.uri).toBe(first?.uri);
  expect(model.files()).toHaveLength(1);

  aheadMs += 3 * 86_400_000;
  const [anew] = await lookAt(codes.plan);
  expect(anew?.uri).toBeTruthy();
  expect(anew?.uri).not.toBe(first?.uri);
});

test('a picture that the vendor does not take goes with the request', async () => {
  fate = 'failed';
  const [picture] = await lookAt(codes.section);
  expect(picture).toMatchObject({ uri: null, bytes: expect.any(Number) });
});

test('the growing beginning of the prompts is cached while a run goes on, and removed at its end', async () => {
  await app.admin.patch('/api/admin/settings/system', { context_cache: { min_tokens: 1024 } });
  const large = { usage: { inputTokens: 50_000, outputTokens: 10, cachedTokens: 0 } };
  play = inOrder(
    { ...calls(['search_blocks', { query: 'перемычки' }]), ...large },
    { ...calls(['search_blocks', { query: 'двери' }]), ...large },
    { ...says('Готово.'), ...large },
  );
  const frames = await person.ask(await person.newChat(), 'Опиши план');
  expect(asked.map(({ cachedContent }) => cachedContent !== null)).toEqual([false, true, true]);
  expect(asked.at(-1)?.question).toBe('Опиши план');
  expect(asked.at(-1)?.toolResults).toHaveLength(2);
  expect(finalOf(frames).content).toBe('Готово.');
  await until(() => model.caches().length === 0);
});
