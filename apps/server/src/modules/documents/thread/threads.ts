import { openThread, type Thread } from './open-thread.ts';

/** Threads that outlive a piece of work, because starting one costs more than most of their tasks. */
export interface Threads {
  /** Runs with a thread that nobody else uses meanwhile. */
  use<T>(work: (thread: Thread) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** More at once are opened, but not kept. */
const mostIdle = 2;
const idleMs = 5_000;

export function createThreads(): Threads {
  const idle = new Set<Thread>();
  const timers = new Map<Thread, NodeJS.Timeout>();

  function take(): Thread {
    for (const thread of idle) {
      idle.delete(thread);
      clearTimeout(timers.get(thread));
      timers.delete(thread);
      if (thread.alive) return thread;
    }
    return openThread();
  }

  async function end(thread: Thread): Promise<void> {
    clearTimeout(timers.get(thread));
    timers.delete(thread);
    idle.delete(thread);
    await thread[Symbol.asyncDispose]();
  }

  async function giveBack(thread: Thread): Promise<void> {
    if (!thread.alive || idle.size >= mostIdle) return end(thread);
    idle.add(thread);
    timers.set(thread, setTimeout(() => void end(thread), idleMs).unref());
  }

  return {
    async use(work) {
      const thread = take();
      try {
        return await work(thread);
      } finally {
        await giveBack(thread);
      }
    },
    async close() {
      await Promise.all([...idle].map(end));
    },
  };
}
