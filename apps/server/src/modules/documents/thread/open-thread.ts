import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TaskName, ThreadAnswer, ThreadRequest, ThreadTasks } from './messages.ts';

/** A thread of the server's own, task after task. */
export interface Thread {
  readonly alive: boolean;
  /** @throws {ThreadEnded}, or the reason of an aborted signal: then it is of no more use; or what the task threw */
  run<Name extends TaskName>(
    name: Name,
    input: ThreadTasks[Name]['input'],
    signal: AbortSignal,
  ): Promise<ThreadTasks[Name]['output']>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** It ran out of time or memory, or broke down. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

const taskTimeoutMs = 120_000;
const heapMegabytes = 1024;

export function openThread(): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  // Told to whoever waits for an answer; between tasks it is told by the next one.
  worker.on('error', () => {});
  let alive = true;
  worker.on('exit', () => {
    alive = false;
  });
  // An idle thread keeps no process from ending.
  worker.unref();

  /** One task after another, whoever asks. */
  let turn = Promise.resolve();

  async function run<Name extends TaskName>({ name, input }: ThreadRequest<Name>, signal: AbortSignal) {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(taskTimeoutMs)]);
    limited.throwIfAborted();
    if (!alive) throw new ThreadEnded('the thread ended before');
    const done = new AbortController();
    const answered = once(worker, 'message', { signal: AbortSignal.any([limited, done.signal]) });
    const ended = once(worker, 'exit', { signal: done.signal }).then(() => {
      throw new Error('the thread ended');
    });
    ended.catch(() => {});
    worker.postMessage({ name, input } satisfies ThreadRequest<Name>);
    let outcome: ThreadAnswer;
    try {
      const [answer] = (await Promise.race([answered, ended])) as [ThreadAnswer];
      outcome = answer;
    } catch (error) {
      alive = false;
      await worker.terminate();
      throw signal.aborted ? signal.reason : new ThreadEnded('the thread ended', { cause: error });
    } finally {
      done.abort();
      answered.catch(() => {});
    }
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.output as ThreadTasks[Name]['output'];
  }

  return {
    get alive() {
      return alive;
    },
    run(name, input, signal) {
      const answer = turn.then(() => run({ name, input }, signal));
      turn = answer.then(
        () => {},
        () => {},
      );
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
