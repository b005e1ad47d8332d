import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may hold the event loop at a time. */
const SLICE_MS = 8;

/** Runs work that yields where it may be interrupted, in slices between which everything else goes on. */
export const runInSlices = async <Result>(work: Generator<void, Result>): Promise<Result> => {
  let from = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - from < SLICE_MS) continue;
    await nextTurn();
    from = performance.now();
  }
};
