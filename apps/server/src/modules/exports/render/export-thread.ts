import { parentPort, workerData } from 'node:worker_threads';
import { type ExportJob, writeExport } from '../package/write-export.ts';
import type { RenderAnswer } from './messages.ts';

/** A thread of its own for each export: setting a long text must not hold up the server. */
const answer: RenderAnswer = await writeExport(workerData as ExportJob).then(
  () => ({ ok: true }),
  (error: unknown) => ({
    ok: false,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }),
);
parentPort?.postMessage(answer);
