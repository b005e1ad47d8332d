import type { Logger } from '#platform/log.ts';

/** Repeats `work` every `ms`, never twice at once; a failure is logged and the next turn tries again. */
export function every(ms: number, log: Logger, work: () => Promise<unknown>): () => Promise<void> {
  let turn: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    turn = work()
      .catch((error: unknown) => log.warn({ err: error }, 'periodic work failed'))
      .finally(() => {
        busy = false;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await turn;
  };
}
