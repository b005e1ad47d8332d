import { Worker } from 'node:worker_threads';
import { PdfError } from '../pdf-error.ts';
import {
  documentKey,
  type PdfTask,
  type TaskResult,
  type WorkerAnswer,
  type WorkerMessage,
} from './messages.ts';

export interface SlotOptions {
  wasm: () => Promise<WebAssembly.Module>;
  memoryLimitBytes: number;
  taskTimeoutMs: number;
  idleMs: number;
  /** The task cost a thread its life. */
  onKill(task: PdfTask, error: PdfError): void;
}

/** The place of one worker: a thread that is started when there is work and replaced when it dies. */
export interface WorkerSlot {
  readonly busy: boolean;
  /** Whether a thread runs here. */
  readonly started: boolean;
  holds(key: string): boolean;
  /** @throws {PdfError} of this task only */
  run(task: PdfTask): Promise<TaskResult>;
  close(): Promise<void>;
}

const startTimeoutMs = 30_000;
/** A heap never shrinks: grown past this share of its limit, the thread is closed in the first pause. */
const largeHeap = 0.5;
const pauseMs = 10_000;
/** For what lies outside the WASM heap: words of a page. */
const scriptHeapMegabytes = 512;

interface Thread {
  worker: Worker;
  /** Keys of the documents that it has open. */
  open: string[];
  heapBytes: number;
  /** Whether it has done a task. */
  used: boolean;
  dead: boolean;
}

export function createWorkerSlot(options: SlotOptions): WorkerSlot {
  let thread: Thread | undefined;
  let running: string | undefined;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  const stop = async () => {
    clearTimeout(idle);
    const stopping = thread;
    thread = undefined;
    await stopping?.worker.terminate();
  };
  const runOnce = async (task: PdfTask): Promise<TaskResult> => {
    if (closed) throw new PdfError('busy');
    if (thread?.dead) thread = undefined;
    thread ??= await startThread(options);
    if (closed) {
      await stop();
      throw new PdfError('busy');
    }
    const answer = await ask(thread.worker, task, options.taskTimeoutMs);
    thread.open = answer.open;
    thread.heapBytes = answer.heapBytes;
    if (!answer.ok && answer.fatal) throw new KillingError(answer.code);
    thread.used = true;
    if (answer.ok) return answer.result;
    throw new PdfError(answer.code);
  };
  /** What was in the thread before may be to blame, unless it was new or the time ran out. */
  const runAgain = async (task: PdfTask): Promise<TaskResult> => {
    try {
      return await runOnce(task);
    } catch (error) {
      if (!(error instanceof KillingError)) throw error;
      const mayBeInnocent = error.code !== 'timeout' && thread?.used === true;
      await stop();
      if (closed) throw new PdfError('busy', { cause: error });
      if (mayBeInnocent) return runAgain(task);
      options.onKill(task, error);
      throw new PdfError(error.code, { cause: error });
    }
  };

  return {
    get busy() {
      return running !== undefined;
    },
    get started() {
      return thread !== undefined;
    },
    holds: (key) => running === key || (thread?.open.includes(key) ?? false),
    async run(task) {
      running = documentKey(task.source);
      clearTimeout(idle);
      try {
        return await runAgain(task);
      } finally {
        running = undefined;
        const large = (thread?.heapBytes ?? 0) > options.memoryLimitBytes * largeHeap;
        idle = setTimeout(stop, large ? Math.min(pauseMs, options.idleMs) : options.idleMs).unref();
      }
    },
    close() {
      closed = true;
      return stop();
    },
  };
}

/** The thread has to go. */
class KillingError extends PdfError {}

async function startThread({ wasm, memoryLimitBytes }: SlotOptions): Promise<Thread> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { wasm: await wasm(), memoryLimitBytes },
    resourceLimits: { maxOldGenerationSizeMb: scriptHeapMegabytes },
  });
  const thread: Thread = { worker, open: [], heapBytes: 0, used: false, dead: false };
  const die = () => {
    thread.dead = true;
  };
  worker.on('error', die).on('exit', die);
  try {
    await nextMessage(worker, startTimeoutMs);
    return thread;
  } catch (error) {
    await worker.terminate();
    throw new PdfError('busy', { cause: error });
  }
}

async function ask(worker: Worker, task: PdfTask, timeoutMs: number): Promise<WorkerAnswer> {
  const answer = nextMessage(worker, timeoutMs);
  worker.postMessage(task);
  return (await answer) as WorkerAnswer;
}

/** The thread keeps the process alive only while somebody waits for it. */
function nextMessage(worker: Worker, timeoutMs: number): Promise<WorkerMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<WorkerMessage>();
  const onError = (cause: Error) => {
    const memory = (cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    reject(new KillingError(memory ? 'out_of_memory' : 'page_unreadable', { cause }));
  };
  const onExit = () => reject(new KillingError('page_unreadable'));
  const timer = setTimeout(() => reject(new KillingError('timeout')), timeoutMs);
  worker.ref();
  worker.once('message', resolve).once('error', onError).once('exit', onExit);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.unref();
    worker.off('message', resolve).off('error', onError).off('exit', onExit);
  });
}
