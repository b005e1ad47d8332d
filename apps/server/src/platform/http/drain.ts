import type { IncomingMessage } from 'node:http';

/** A refused body is read on for so long and so far; then the connection is cut. */
const patienceMs = 3000;
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads and forgets what is left of a body that is refused. Many clients send all of it before they read the answer; a
 * connection closed before that is all they would ever see.
 */
export async function drain(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = maxBytes;
  const count = (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) resolve();
  };
  const timer = setTimeout(resolve, patienceMs);
  body.on('data', count).once('end', resolve).once('close', resolve).resume();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    body.off('data', count).off('end', resolve).off('close', resolve);
  }
}
