import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunEvent } from '@aizoomdoc/contracts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient, createMemoryTokenStore, type StreamOptions } from './index.ts';

const run = '019aa000-0000-7000-8000-00000000000a';
const chatId = '019aa000-0000-7000-8000-000000000001';
let server: Server;
let baseUrl: string;
let handler: (request: IncomingMessage, response: ServerResponse) => void;
let resumedFrom: (string | undefined)[];

beforeEach(async () => {
  resumedFrom = [];
  server = createServer((request, response) => {
    resumedFrom.push(request.headers['last-event-id'] as string | undefined);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const open = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

function frame(seq: number, event: string, data: unknown): string {
  return `id: ${run}:${seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

const token = (seq: number, text: string) => frame(seq, 'llm_token', { token: text, model: 'm' });
const completed = (seq: number) => frame(seq, 'completed', { status: 'done', message: 'Готово' });

async function read(options: StreamOptions = {}): Promise<RunEvent[]> {
  const tokens = createMemoryTokenStore({ accessToken: 'a' });
  const events: RunEvent[] = [];
  for await (const event of createClient({ baseUrl, tokens }).streamRun(chatId, options)) events.push(event);
  return events;
}

const textOf = (events: RunEvent[]) =>
  events.map((event) => (event.event === 'llm_token' ? event.data.token : '')).join('');

it('reads to completed, across chunk borders, past heartbeats and unknown events', async () => {
  handler = (_, response) => {
    open(response);
    const bytes = Buffer.from(
      `: heartbeat\n\n${token(1, 'Перемычек ')}${frame(2, 'novelty', {})}${token(3, '45')}${completed(4)}`,
    );
    for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
  };
  const events = await read();
  expect(events.map(({ id }) => id)).toEqual([`${run}:1`, `${run}:3`, `${run}:4`]);
  expect(textOf(events)).toBe('Перемычек 45');
});

it('goes on after the last event when cut off, and drops what is repeated', async () => {
  handler = (_, response) => {
    open(response);
    if (resumedFrom.length === 1) {
      response.write(token(1, 'а') + token(2, 'б'));
      setTimeout(() => response.destroy(), 20);
    } else {
      response.end(token(2, 'б') + token(3, 'в') + completed(4));
    }
  };
  const troubles: unknown[] = [];
  const events = await read({ onTrouble: (trouble) => troubles.push(trouble?.failures ?? null) });
  expect(textOf(events)).toBe('абв');
  expect(resumedFrom).toEqual([undefined, `${run}:2`]);
  expect(troubles).toEqual([1, null]);
});

it('starts from the event it was given and ends on 204', async () => {
  handler = (_, response) => response.writeHead(204).end();
  expect(await read({ lastEventId: `${run}:9` })).toEqual([]);
  expect(resumedFrom).toEqual([`${run}:9`]);
});

it('reconnects when the server falls silent', async () => {
  handler = (_, response) => {
    open(response);
    response.write(resumedFrom.length === 1 ? token(1, 'а') : token(2, 'б') + completed(3));
  };
  expect(textOf(await read({ silence: 60 }))).toBe('аб');
});

it('gives up with a NetworkError after the failures allowed', async () => {
  handler = (request) => request.socket.destroy();
  await expect(read({ maxFailures: 2 })).rejects.toMatchObject({ name: 'NetworkError' });
});

it('does not retry a refusal', async () => {
  handler = (_, response) =>
    response
      .writeHead(404, { 'content-type': 'application/problem+json' })
      .end('{"code":"chat_not_found","message":"Чат не найден"}');
  await expect(read()).rejects.toMatchObject({ code: 'chat_not_found', status: 404 });
  expect(resumedFrom).toHaveLength(1);
});

it('stops at once on abort', async () => {
  handler = (_, response) => open(response).write(token(1, 'а'));
  await expect(read({ signal: AbortSignal.timeout(40) })).rejects.toMatchObject({ name: 'TimeoutError' });
});
