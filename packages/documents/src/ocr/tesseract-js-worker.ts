import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** The thread of tesseract.js, which is Tesseract compiled to WebAssembly; one job at a time. */
export interface TesseractJsWorker {
  /** Rejects with what the thread says, when it ends, or with the reason of the signal; the thread is of no use then. */
  run(action: string, payload: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
  /** Whether it has ended. */
  readonly isOver: boolean;
  terminate(): void;
}

interface Packet {
  jobId: string;
  status: 'resolve' | 'reject' | 'progress';
  data: unknown;
}

interface Job {
  id: string;
  resolve(data: unknown): void;
  reject(error: unknown): void;
}

const require = createRequire(import.meta.url);
const script = require.resolve('tesseract.js/src/worker-script/node/index.js');

export const tesseractJsVersion: string = require('tesseract.js/package.json').version;

/**
 * We talk to the thread ourselves: the library's own `createWorker` listens to no errors of its thread, and one of them would end the
 * process. The thread does not keep the process alive.
 */
export function startTesseractJsWorker(): TesseractJsWorker {
  const worker = new Worker(script, { env: {}, stdout: true, stderr: true });
  let job: Job | null = null;
  let jobs = 0;
  let isOver = false;

  const end = (error: unknown): void => {
    isOver = true;
    job?.reject(error);
    job = null;
    void worker.terminate();
  };
  worker.unref();
  worker.stdout.resume();
  worker.stderr.resume();
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`tesseract.js ended with ${code}`)));
  worker.on('message', ({ jobId, status, data }: Packet) => {
    if (status === 'progress' || jobId !== job?.id) return;
    if (status === 'reject') return end(new Error(`tesseract.js: ${String(data)}`));
    job.resolve(data);
    job = null;
  });

  return {
    get isOver() {
      return isOver;
    },
    async run(action, payload, signal) {
      signal.throwIfAborted();
      if (isOver || job !== null) throw new Error('tesseract.js takes no job now');
      const id = `${jobs++}`;
      const stop = () => end(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await new Promise((resolve, reject) => {
          job = { id, resolve, reject };
          worker.postMessage({ workerId: 'ocr', jobId: id, action, payload });
        });
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    terminate: () => end(new Error('tesseract.js was ended')),
  };
}
