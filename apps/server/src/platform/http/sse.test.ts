import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { until } from '#platform/testing/index.ts';
import { sendEvents } from './sse.ts';

const count = 400;
const kilobytes = 20;
let server: Server;
let socket: Socket;
/** How many events were asked of the source, and whether it was let go. */
let pulled = 0;
let isReleased = false;

async function* source() {
  try {
    for (pulled = 1; pulled <= count; pulled += 1) {
      yield { id: String(pulled), event: 'llm_token', data: { token: 'x'.repeat(kilobytes * 1024) } };
    }
  } finally {
    isReleased = true;
  }
}

/** Serves events to a raw socket, eight megabytes of them unless told. */
async function serve(patienceMs: number, events = source): Promise<Socket> {
  pulled = 0;
  isReleased = false;
  server = createServer((_request, response) => void sendEvents(response, events(), patienceMs));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return socket;
}

afterEach(async () => {
  socket.destroy();
  server.closeAllConnections();
  server.close();
});

const receivedIds = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

it('a reader who takes nothing is not written for without end, and is dropped', async () => {
  const reader = await serve(500);
  await once(reader, 'readable');
  await until(() => isReleased);
  expect(pulled).toBeLessThan(count);
  // What the buffers of the system took, and one megabyte.
  expect(pulled * kilobytes).toBeLessThan(7 * 1024);
});

it('a reader of a quiet stream hears a heartbeat every 15 seconds at least', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    async function* silence(): AsyncGenerator<never> {
      await new Promise(() => {});
    }
    const reader = await serve(5000, silence);
    let text = '';
    reader.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    await until(() => text.includes('text/event-stream'));
    for (const beats of [1, 2, 3]) {
      vi.advanceTimersByTime(14_000);
      await until(() => text.split(': ping\n\n').length > beats);
    }
  } finally {
    vi.useRealTimers();
  }
});

it('a slow reader gets everything, in order', async () => {
  const reader = await serve(5000);
  let text = '';
  for await (const chunk of reader) {
    text += chunk.toString();
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (text.includes('\nid: 400\n') && text.endsWith('0\r\n\r\n')) break;
  }
  expect(receivedIds(text)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
});

it('a reader who leaves in the middle lets the source go at once', async () => {
  const reader = await serve(60_000);
  await once(reader, 'readable');
  reader.destroy();
  await until(() => isReleased, 3000);
  expect(pulled).toBeLessThan(count);
});
