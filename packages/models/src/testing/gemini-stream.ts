import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { chunksOf } from './gemini-wire.ts';
import type { ScriptedTurn } from './script.ts';

/** Streams a turn as server-sent events, keeping its timings, until it ends, fails as scripted or the client leaves. */
export async function streamTurn(response: ServerResponse, turn: ScriptedTurn, model: string): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  try {
    await writeChunks(response, turn, { chunks: chunksOf(turn, model), signal: left.signal });
  } catch (error) {
    if (left.signal.aborted) return;
    throw error;
  }
  if (turn.failure?.kind === 'hang') return;
  if (turn.failure?.kind === 'cut') response.socket?.destroySoon();
  else response.end();
}

async function writeChunks(
  response: ServerResponse,
  turn: ScriptedTurn,
  { chunks, signal }: { chunks: string[]; signal: AbortSignal },
): Promise<void> {
  const start = performance.now() + (turn.firstDelayMs ?? 0);
  for (const [n, chunk] of chunks.entries()) {
    // Against the schedule, not after the last write: timers would drift by a millisecond a token.
    const wait = start + n * (turn.delayMs ?? 0) - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal });
    const bytes = Buffer.from(`data: ${chunk}\r\n\r\n`);
    for (const piece of piecesOf(bytes, turn.bytesPerWrite)) {
      const drained = response.write(piece);
      if (turn.bytesPerWrite) await sleep(0, undefined, { signal });
      if (!drained) await once(response, 'drain', { signal });
    }
  }
}

function* piecesOf(bytes: Buffer, size = bytes.length): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
