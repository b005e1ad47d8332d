import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { StreamEvent } from './route.ts';

/** A reader is to hear something every 15 seconds, whatever the way there takes. */
const heartbeatMs = 10_000;
/** With more than this waiting for the reader nothing more is written. */
const maxPendingBytes = 1024 * 1024;
/** A reader that has not taken it after this time is dropped; it resumes by Last-Event-ID. */
const defaultPatienceMs = 30_000;

/** Writes events as Server-Sent Events until the source ends, the reader leaves or stays too far behind. */
export async function sendEvents(
  raw: ServerResponse,
  events: AsyncIterable<StreamEvent>,
  patienceMs = defaultPatienceMs,
): Promise<void> {
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  const heartbeat = setInterval(() => raw.write(': ping\n\n'), heartbeatMs);
  try {
    for await (const { id, event, data } of events) {
      if (raw.destroyed) return;
      raw.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (raw.writableLength > maxPendingBytes && !(await isTaken(raw, patienceMs))) {
        raw.destroy();
        return;
      }
    }
    raw.end();
  } finally {
    clearInterval(heartbeat);
  }
}

/** Waits until everything written is on its way; `false` when the reader is gone or too slow. */
async function isTaken(raw: ServerResponse, patienceMs: number): Promise<boolean> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patienceMs);
  try {
    const { signal } = waiting;
    await Promise.race([once(raw, 'drain', { signal }), once(raw, 'close', { signal })]);
    return !raw.destroyed;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    waiting.abort();
  }
}
