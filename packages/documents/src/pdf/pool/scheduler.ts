import { PdfError } from '../pdf-error.ts';
import { documentKey, type PdfTask, type TaskResult } from './messages.ts';
import type { WorkerSlot } from './worker-slot.ts';

export interface Scheduler {
  /**
   * Puts a task in the queue. `signal` takes it out while it waits; what runs is not stopped.
   * @throws {PdfError} `busy` when the queue is full, or the error of the task
   */
  run(task: PdfTask, signal: AbortSignal): Promise<TaskResult>;
}

interface Waiting {
  task: PdfTask;
  key: string;
  since: number;
  settle: PromiseWithResolvers<TaskResult>;
}

/** How long a task waits for the busy worker that has its document open, before another opens it too. */
const stealAfterMs = 50;

/**
 * Documents take turns, so one with a hundred readers does not hold up the others; of the workers, the one that has the document open
 * is preferred, for a while.
 */
export function createScheduler(slots: WorkerSlot[], queueLimit: number): Scheduler {
  const queue = new Set<Waiting>();
  /** When a task of the document last began; the map's order is that of the turns. */
  const turns = new Map<string, number>();
  let turn = 0;
  let stealing: NodeJS.Timeout | undefined;

  const mayRunOn = (waiting: Waiting, slot: WorkerSlot) =>
    slot.holds(waiting.key) ||
    performance.now() - waiting.since >= stealAfterMs ||
    !slots.some((other) => other.holds(waiting.key));
  const nextFor = (slot: WorkerSlot): Waiting | undefined => {
    let best: Waiting | undefined;
    for (const waiting of queue) {
      if (!mayRunOn(waiting, slot)) continue;
      if (!best || (turns.get(waiting.key) ?? 0) < (turns.get(best.key) ?? 0)) best = waiting;
    }
    return best;
  };
  const begin = (waiting: Waiting, slot: WorkerSlot) => {
    queue.delete(waiting);
    turn += 1;
    turns.set(waiting.key, turn);
    slot.run(waiting.task).then(waiting.settle.resolve, waiting.settle.reject).finally(dispatch);
  };
  const dispatch = () => {
    for (const slot of slots.filter((candidate) => !candidate.busy).sort(startedFirst)) {
      const next = nextFor(slot);
      if (next) begin(next, slot);
    }
    if (queue.size === 0) turns.clear();
    clearTimeout(stealing);
    if (queue.size > 0) stealing = setTimeout(dispatch, stealAfterMs);
  };

  return {
    async run(task, signal) {
      signal.throwIfAborted();
      if (queue.size >= queueLimit) throw new PdfError('busy');
      const settle = Promise.withResolvers<TaskResult>();
      const waiting: Waiting = { task, key: documentKey(task.source), since: performance.now(), settle };
      const leave = () => {
        if (queue.delete(waiting)) settle.reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.add(waiting);
      dispatch();
      return settle.promise.finally(() => signal.removeEventListener('abort', leave));
    },
  };
}

function startedFirst(one: WorkerSlot, other: WorkerSlot): number {
  return Number(other.started) - Number(one.started);
}
