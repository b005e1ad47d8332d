import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` gives something truthy (it may throw meanwhile) and returns it. */
export async function until<T>(look: () => Promise<T> | T, limitMs = 15_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + limitMs;
  let failure: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms`, { cause: failure });
    await sleep(15);
  }
}
