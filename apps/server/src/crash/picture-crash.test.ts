import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GeminiServer, inWords, type Script, startGeminiServer } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#platform/ports.ts';
import { ApiSession, seqsOf, textOf } from './run-reader.ts';
import { adminToken, type ServerProcess, startServerProcess } from './server-process.ts';

const answer = `Смотрю [P1] и [P2]. ${Array.from({ length: 40 }, (_, n) => `слово${n}`).join(' ')}`;

/** Two pages, then a place of each, then words: something is drawn, stored or uploaded most of the time. */
const lookingModel: Script = ({ pictures, toolResults }) => {
  const call = (name: string, given: object) => ({ call: { name, arguments: { ...given } } });
  if (toolResults.length === 0)
    return { parts: [call('request_images', { page: 1 }), call('request_images', { page: 2 })] };
  if (pictures.length < 4)
    return {
      parts: [call('zoom', { view_id: 'P1', sector: 'A1' }), call('zoom', { view_id: 'P2', sector: 'B2' })],
    };
  return { parts: inWords(answer), delayMs: 15, usage: { inputTokens: 10, outputTokens: 90 } };
};

let folder: string;
let model: GeminiServer;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-pictures-'));
  model = await startGeminiServer({ script: lookingModel });
});
afterAll(async () => {
  await server.kill('SIGKILL');
  await model.close();
  await rm(folder, { recursive: true, force: true });
});

interface Shown {
  pictures: { id: string; name: string; sha256: string; size_bytes: number }[];
}

test('pictures are shown, stored and sent once however often the server dies', {
  timeout: 150_000,
}, async () => {
  const port = await freePort();
  const env = { GEMINI_BASE_URL: model.url, USE_DATABASE: 'false' };
  const start = () => startServerProcess({ dataDir: path.join(folder, 'node'), port, env, args: [] });
  server = await start();
  const session = new ApiSession(`http://127.0.0.1:${port}`, adminToken);
  await session.signIn();
  await session.json('PUT', '/api/me/keys/gemini', { api_key: 'test-pictures' });
  const { id: chatId } = await session.json<{ id: string }>('POST', '/api/chats', {});
  await session.json('POST', `/api/chats/${chatId}/messages`, { content: 'Что на листах?' });
  const reading = session.readToEnd(chatId, 120_000);
  for (const moment of [150, 500, 900, 1500]) {
    await sleep(moment);
    await server.kill('SIGKILL');
    server = await start();
  }
  const events = await reading;
  expect(seqsOf(events)).toEqual(events.map((_, at) => at + 1));
  const ready = events.filter(({ event }) => event === 'image_ready').map(({ data }) => data.name);
  expect(ready).toEqual(['P1', 'P2', 'P3', 'P4']);
  expect(events.filter(({ event }) => event === 'tool_call')).toHaveLength(4);
  expect(textOf(events)).toBe(answer);

  const { messages } = await session.json<{ messages: { id: string; content: string }[] }>(
    'GET',
    `/api/chats/${chatId}`,
  );
  expect(messages).toHaveLength(2);
  const [, told] = messages;
  expect(told?.content).toBe(answer);
  const { pictures } = await session.json<Shown>('GET', `/api/chats/${chatId}/messages/${told?.id}/evidence`);
  expect(pictures.map(({ name }) => name)).toEqual(ready);
  for (const { id, sha256, size_bytes } of pictures) {
    const bytes = Buffer.from(await (await session.send('GET', `/api/images/${id}`)).arrayBuffer());
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size_bytes, sha256]);
  }
});
