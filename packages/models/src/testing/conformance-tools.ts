import assert from 'node:assert/strict';
import { ModelError, type ModelMessage } from '../provider.ts';
import { type ConformanceSubject, collect, open, text, textOf, user } from './conformance-subject.ts';
import type { Script } from './script.ts';

const MALFORMED = `{query: А4-14${', и ещё'.repeat(400)}`;

/** A turn that calls two tools, and its answer. */
export const TOOL_ROUND: Script = [
  {
    parts: [
      { text: 'Ищу.' },
      {
        call: { name: 'search_blocks', arguments: { query: 'А4-14' } },
        signature: 'signature-of-the-first-call',
      },
      { call: { name: 'search_blocks', arguments: { query: 'Ор-18' } } },
    ],
  },
  { parts: [{ text: 'Найдено.' }] },
];

export async function checkToolRound(subject: ConformanceSubject): Promise<void> {
  const events = await collect(subject);
  const toolCalls = events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []));
  assert.deepEqual(
    toolCalls.map((call) => [call.name, call.arguments]),
    [
      ['search_blocks', { query: 'А4-14' }],
      ['search_blocks', { query: 'Ор-18' }],
    ],
  );
  assert.equal(new Set(toolCalls.map(({ id }) => id)).size, 2, 'calls have ids of their own');
  const finish = events.at(-1);
  assert.ok(finish?.type === 'finish' && finish.reason === 'tool_calls');

  const messages: ModelMessage[] = [
    user('сколько?'),
    {
      role: 'assistant',
      text: textOf(events),
      toolCalls,
      // Stores keep it as JSON.
      providerState: JSON.parse(JSON.stringify(finish.providerState ?? null)),
    },
    {
      role: 'tool',
      results: toolCalls.map(({ id, name }, n) => ({ id, name, output: `результат ${n}`, isError: n === 1 })),
    },
    { role: 'user', content: [text('Вид v_1'), { type: 'image', mediaType: 'image/png', bytes: PICTURE }] },
  ];
  assert.equal(textOf(await collect(subject, { messages })), 'Найдено.');
  const second = subject.sent()[1] ?? '';
  const picture = Buffer.from(PICTURE).toString('base64');
  for (const piece of [
    'Ищу.',
    'signature-of-the-first-call',
    'результат 0',
    'результат 1',
    'Вид v_1',
    picture,
  ]) {
    assert.ok(second.includes(piece), `the second request lacks «${piece}»`);
  }
}

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 250, 251]);

/** A turn whose call is no JSON, and the answer after it was told so. */
export const MALFORMED_ROUND: Script = [
  {
    parts: [
      {
        call: { name: 'search_blocks', arguments: {}, malformed: MALFORMED },
        signature: 'signature-of-the-broken-call',
      },
    ],
  },
  { parts: [{ text: 'Исправлено.' }] },
];

export async function checkMalformedRound(subject: ConformanceSubject): Promise<void> {
  const events = await collect(subject);
  const toolCalls = events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []));
  const [call] = toolCalls;
  assert.ok(call, 'the call is not lost');
  assert.deepEqual([toolCalls.length, call.name, call.arguments], [1, 'search_blocks', {}]);
  const { malformed = '' } = call;
  assert.ok(malformed.includes('{query: А4-14'), 'the call says what the model wrote');
  assert.ok(malformed.length <= 2000, 'and not more than 2 000 characters of it');
  assert.deepEqual(events.at(-1)?.type, 'finish');
  const finish = events.at(-1);
  const messages: ModelMessage[] = [
    user('сколько?'),
    {
      role: 'assistant',
      text: '',
      toolCalls,
      providerState: finish?.type === 'finish' ? finish.providerState : undefined,
    },
    { role: 'tool', results: [{ id: call.id, name: call.name, output: 'это не JSON', isError: true }] },
  ];
  assert.equal(textOf(await collect(subject, { messages })), 'Исправлено.');
}

/** Files at the vendor where it keeps them; elsewhere they are refused before anybody is asked. */
export async function checkFiles(subject: ConformanceSubject): Promise<void> {
  const { provider, apiKey } = subject;
  const options = { apiKey, signal: new AbortController().signal };
  if (!provider.files) {
    await assertFails(subject, 'https://example.com/files/1', 'invalid_request');
    assert.equal(subject.sent().length, 0);
    return;
  }
  const bytes = new Uint8Array(1000).fill(7);
  const upload = { bytes, size: bytes.length, mediaType: 'image/png', displayName: 'Вид 1' };
  const { uri, name } = await provider.files.upload(upload, options);
  assert.equal((await provider.files.state(name, options))?.state, 'ready');
  await collect(subject, { messages: [withFile(uri)] });
  assert.ok(subject.sent()[0]?.includes(uri), 'the request names the file');
  await provider.files.remove(name, options);
  assert.equal(await provider.files.state(name, options), null);
  await assertFails(subject, uri, 'missing_reference');
}

async function assertFails(subject: ConformanceSubject, uri: string, code: string): Promise<void> {
  await assert.rejects(
    async () => {
      for await (const _ of open(subject, { messages: [withFile(uri)] }));
    },
    (error) => error instanceof ModelError && error.code === code,
  );
}

function withFile(uri: string): ModelMessage {
  return { role: 'user', content: [text('Вид P1'), { type: 'file', mediaType: 'image/png', uri }] };
}
