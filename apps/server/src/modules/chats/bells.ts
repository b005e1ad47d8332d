/** Wakes whoever waits for news of a run. A ring between looking and waiting is not lost. */
export interface Bell extends Disposable {
  /** Resolves at the next ring (at once when it rang since the last wait), after `ms`, or on abort. */
  wait(ms: number): Promise<void>;
}

/** Bells by run id. */
export function createBells() {
  const bells = new Map<string, Set<() => void>>();
  return {
    /** `null` rings every bell. */
    ring(runId: string | null): void {
      const rung = runId === null ? [...bells.values()] : [bells.get(runId) ?? new Set()];
      for (const set of rung) for (const ring of set) ring();
    },

    add(runId: string, signal: AbortSignal): Bell {
      const { ring, wait } = createBell();
      const set = bells.get(runId) ?? new Set();
      bells.set(runId, set.add(ring));
      signal.addEventListener('abort', ring, { once: true });
      return {
        wait,
        [Symbol.dispose]() {
          signal.removeEventListener('abort', ring);
          set.delete(ring);
          if (set.size === 0) bells.delete(runId);
        },
      };
    },
  };
}

function createBell() {
  let rung = false;
  let release = () => {};
  return {
    ring() {
      rung = true;
      release();
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          release = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
