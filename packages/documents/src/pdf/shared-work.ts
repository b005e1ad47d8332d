/** One piece of work for all who want the same at the same time. */
export interface SharedWork<T> {
  /** `signal` ends the wait of this caller; the work is told to stop when nobody waits any more. */
  run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

interface Ongoing<T> {
  result: Promise<T>;
  waiting: number;
  stop: AbortController;
}

export function createSharedWork<T>(): SharedWork<T> {
  const ongoing = new Map<string, Ongoing<T>>();

  const join = (key: string, work: (signal: AbortSignal) => Promise<T>): Ongoing<T> => {
    const known = ongoing.get(key);
    if (known) return known;
    const stop = new AbortController();
    const entry: Ongoing<T> = { result: work(stop.signal), waiting: 0, stop };
    const leave = () => {
      if (ongoing.get(key) === entry) ongoing.delete(key);
    };
    entry.result.then(leave, leave);
    ongoing.set(key, entry);
    return entry;
  };

  return {
    async run(key, work, signal) {
      signal?.throwIfAborted();
      const entry = join(key, work);
      entry.waiting += 1;
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        return await Promise.race([entry.result, aborted]);
      } finally {
        signal?.removeEventListener('abort', onAbort);
        entry.waiting -= 1;
        if (entry.waiting === 0 && ongoing.get(key) === entry) {
          ongoing.delete(key);
          entry.stop.abort(signal?.reason);
        }
      }
    },
  };
}
