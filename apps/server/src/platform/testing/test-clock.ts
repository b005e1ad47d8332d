import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#platform/clock.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
  /** Every wait that was asked for; none takes real time. */
  readonly waits: readonly number[];
}

/** The system's time plus whatever a test adds to it; waiting takes no time. */
export function createTestClock(): TestClock {
  let offset = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(Date.now() + offset),
    advance(ms) {
      offset += ms;
    },
    async sleep(ms, signal) {
      waits.push(ms);
      await setImmediate();
      signal?.throwIfAborted();
    },
  };
}
