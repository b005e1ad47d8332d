import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { createTurnstile } from '#platform/http/turnstile.ts';
import type { Incoming } from '#platform/incoming.ts';
import type { ExportJob } from '../package/write-export.ts';
import type { RenderAnswer } from './messages.ts';

/** It ran out of time or memory, or broke down; the cause is for the log. */
export class RenderFailed extends Error {
  override readonly name = 'RenderFailed';
}

/** A finished file; it is gone when the stream closes. */
export interface Rendered {
  stream: Readable;
  size: number;
}

export type RunExport = (
  job: Pick<ExportJob, 'document' | 'format' | 'isPackage'>,
  signal: AbortSignal,
) => Promise<Rendered>;

const timeoutMs = 120_000;
const heapMegabytes = 1024;

/** Runs exports in threads, two at once. Nothing of an export stays on the disk. */
export function createExportRunner({ incoming }: { incoming: Incoming }): RunExport {
  const turnstile = createTurnstile({
    atOnce: 2,
    waiting: 20,
    refusal: 'Сейчас готовится слишком много выгрузок. Повторите через минуту.',
  });

  return (job, signal) =>
    turnstile.pass(async () => {
      signal.throwIfAborted();
      const [target, scratch] = [await incoming.newPath(), await incoming.newPath()];
      try {
        await inThread({ ...job, target, scratch }, signal);
        const { size } = await stat(target);
        const stream = createReadStream(target);
        await once(stream, 'open');
        stream.once('close', () => void incoming.drop({ path: target }));
        return { stream, size };
      } catch (error) {
        await incoming.drop({ path: target });
        throw error;
      } finally {
        await incoming.drop({ path: scratch });
      }
    });
}

async function inThread(job: ExportJob, signal: AbortSignal): Promise<void> {
  const worker = new Worker(new URL('./export-thread.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const [answer] = (await Promise.race([
      once(worker, 'message', { signal: limited }),
      once(worker, 'exit', { signal: limited }).then(() => [null]),
    ])) as [RenderAnswer | null];
    if (answer === null) throw new RenderFailed('the thread ended');
    if (!answer.ok) throw new RenderFailed(answer.message);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof RenderFailed ? error : new RenderFailed('the thread failed', { cause: error });
  } finally {
    await worker.terminate();
  }
}
