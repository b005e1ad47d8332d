import type { ServerResponse } from 'node:http';
import type { StreamEvent } from './route.ts';

const heartbeatMs = 15_000;
/** A reader that lets more than this pile up is dropped; it resumes by Last-Event-ID. */
const maxPendingBytes = 1024 * 1024;

/** Writes events as Server-Sent Events until the source ends, the reader leaves or falls too far behind. */
export async function sendEvents(raw: ServerResponse, events: AsyncIterable<StreamEvent>): Promise<void> {
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
      if (raw.writableLength > maxPendingBytes) {
        raw.destroy();
        return;
      }
    }
    raw.end();
  } finally {
    clearInterval(heartbeat);
  }
}
