import { setTimeout as sleep } from 'node:timers/promises';

/** The only source of time in the server; tests put a fake one in its place. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    await sleep(ms, undefined, signal && { signal });
  },
};
