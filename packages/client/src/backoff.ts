/** Milliseconds before attempt `failures + 1`: doubling from 250 ms up to 8 s, half of it random. */
export function backoffDelay(failures: number, random: () => number = Math.random): number {
  const full = Math.min(8_000, 250 * 2 ** Math.max(0, failures - 1));
  return full / 2 + (full / 2) * random();
}

/** Waits; fails with the signal's reason when aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
