import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScriptedTurn } from './script.ts';

/** Streams a turn as server-sent events, keeping its timings, until it ends, fails as scripted or the client leaves. */
export async function streamFrames(
  response: ServerResponse,
  turn: ScriptedTurn,
  frames: string[],
): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  try {
    await writeFrames(response, turn, { frames, signal: left.signal });
  } catch (error) {
    if (left.signal.aborted) return;
    throw error;
  }
  switch (turn.failure?.kind) {
    case 'hang':
      return;
    case 'cut_in_letter':
      // The first of the two bytes of «Ж», in the middle of a JSON string.
      response.write(Buffer.concat([Buffer.from('data: {"text": "'), Buffer.from('Ж').subarray(0, 1)]));
      response.socket?.destroySoon();
      return;
    case 'cut':
      response.socket?.destroySoon();
      return;
    default:
      response.end();
  }
}

async function writeFrames(
  response: ServerResponse,
  turn: ScriptedTurn,
  { frames, signal }: { frames: string[]; signal: AbortSignal },
): Promise<void> {
  const start = performance.now() + (turn.firstDelayMs ?? 0);
  for (const [n, frame] of frames.entries()) {
    // Against the schedule, not after the last write: timers would drift by a millisecond a token.
    const wait = start + n * (turn.delayMs ?? 0) - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal });
    for (const piece of piecesOf(Buffer.from(frame), turn.bytesPerWrite)) {
      const drained = response.write(piece);
      if (turn.bytesPerWrite) await sleep(0, undefined, { signal });
      if (!drained) await once(response, 'drain', { signal });
    }
  }
}

function* piecesOf(bytes: Buffer, size = bytes.length): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
