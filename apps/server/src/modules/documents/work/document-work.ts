import type { ReportEntry } from '@aizoomdoc/documents';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { isDatabaseDown } from '#platform/db/errors.ts';
import { Problem } from '#platform/http/problem.ts';
import { createTurnstile, type Turnstile } from '#platform/http/turnstile.ts';
import { newId } from '#platform/ids.ts';
import { type Jobs, type Steps, Suspended } from '#platform/jobs/jobs.ts';
import type { Logger } from '#platform/log.ts';
import type { Pictures } from '../pictures/pictures.ts';
import type { Threads } from '../thread/threads.ts';
import { performWork } from './perform-work.ts';
import type { Recogniser } from './recognise.ts';
import {
  announceDocument,
  claimVersion,
  findWork,
  findWorkOfVersion,
  isAnyBeingRead,
  listWork,
  Superseded,
  updateWork,
  type WorkKind,
  type WorkRow,
} from './work-store.ts';

export interface DocumentWorkDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  jobs: Pick<Jobs, 'define' | 'findDead' | 'running'>;
  /** Whether this process executes durable work. */
  executes: boolean;
  pictures: Pictures;
  recogniser: Recogniser;
  threads: Threads;
}

/** Documents that are worked on at once in this process; the others wait. */
const readAtOnce = 2;
const recognisedAtOnce = 1;
const mostWork = 200;
const lookMs = 50;

/** What goes on after an import has answered: reading the pages of PDFs, recognising those without text. */
export function createDocumentWork(deps: DocumentWorkDeps) {
  const { db, log, jobs, executes, threads } = deps;
  const waiting = Number.POSITIVE_INFINITY;
  // A line of its own each: the text of a PDF takes seconds and somebody waits for it, scans take hours.
  const lines: Record<WorkKind, Turnstile> = {
    reading: createTurnstile({ atOnce: readAtOnce, waiting }),
    ocr: createTurnstile({ atOnce: recognisedAtOnce, waiting }),
  };
  const stopping = new AbortController();
  const startJob = jobs.define('document', (jobId, steps) => perform(jobId, steps));

  async function perform(jobId: string, steps: Steps): Promise<void> {
    const row = await findWork(db.executor, jobId);
    if (row === undefined) return;
    try {
      await lines[row.work].pass(async () => {
        const { signal } = stopping;
        const context = { row, signal, steps: leaveable(steps, signal) };
        await threads.use((thread) => performWork(deps, { ...context, thread }));
      });
      await start(row.version_id);
    } catch (error) {
      await settle(row, error);
    }
  }

  /** What ends the work of a document, unless it is to be gone on with later or the document is gone. */
  async function settle(row: WorkRow, error: unknown): Promise<void> {
    if (error instanceof Superseded) return;
    if (error instanceof Suspended) throw error;
    if (stopping.signal.aborted || isDatabaseDown(error))
      throw new Suspended('the document is left', { cause: error });
    // What broke because its document was deleted under it has not failed.
    if ((await findWork(db.executor, row.job_id)) !== undefined) await fail(row, error);
  }

  /** A failure is no loss: the sweep starts it later, here or elsewhere. */
  async function start(versionId: string): Promise<void> {
    if (!executes || stopping.signal.aborted) return;
    const row = await findWorkOfVersion(db.executor, versionId);
    if (row === undefined || jobs.running.has(row.job_id)) return;
    await startJob(row.job_id).catch((error: unknown) =>
      log.warn({ err: error, versionId }, 'work on a document was not started yet'),
    );
  }

  async function fail(row: WorkRow, error: unknown): Promise<void> {
    log.error({ err: error, version: row.version_id }, 'work on a document failed');
    const told = error instanceof Problem ? error : brokeDown;
    const failure =
      row.status === 'processing'
        ? { status: 'failed' as const, error_code: told.code, error_message: told.message }
        : { report: [row.work === 'reading' ? pdfBrokeOff : ocrBrokeOff] };
    const ended = updateWork(db.executor, row.job_id, { ...failure, work: null, job_id: null });
    await ended.catch((cause: unknown) => {
      if (!(cause instanceof Superseded)) throw cause;
    });
    await announceDocument(db.executor, row.document_id);
  }

  return {
    /** Starts what is to be done to a version, if this process does such work. */
    start,

    /** Waits a while for the text of versions, though not for what is recognised. */
    async untilRead(versionIds: readonly string[], patienceMs: number): Promise<void> {
      const deadline = performance.now() + patienceMs;
      while ((await isAnyBeingRead(db.executor, versionIds)) && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, lookMs));
    },

    /** Begins to recognise pages that are marked so. @returns `false` when the version is being worked on already */
    async recognise(versionId: string, total: number): Promise<boolean> {
      const claimed = await claimVersion(db.executor, versionId, { kind: 'ocr', jobId: newId(), total });
      await start(versionId);
      return claimed;
    },

    /** Starts what waits, e.g. because the process died right after accepting it, and ends what broke down. */
    async sweep(): Promise<void> {
      const rows = await listWork(db.executor, mostWork);
      const idle = rows.filter((row) => !jobs.running.has(row.job_id));
      const dead = new Set(await jobs.findDead(idle.map((row) => row.job_id)));
      for (const row of idle) {
        if (dead.has(row.job_id)) await fail(row, new Error('its durable work ended with an error'));
        else await start(row.version_id);
      }
    },

    /** Leaves what runs where it is, for another process (or the next start) to go on. */
    handOver(): void {
      stopping.abort(new Suspended('the server is stopping'));
    },
  };
}

/** A step that ends because the process does, or its database, is to be run again. */
function leaveable(steps: Steps, signal: AbortSignal): Steps {
  return {
    run: (name, step) =>
      steps.run(name, () =>
        step().catch((error: unknown) => {
          const isLeft = signal.aborted || isDatabaseDown(error);
          throw isLeft ? new Suspended('the document is left', { cause: error }) : error;
        }),
      ),
  };
}

export type DocumentWork = ReturnType<typeof createDocumentWork>;

const brokeDown = new Problem(
  500,
  'internal',
  'Прочитать документ не удалось из-за внутренней ошибки. Загрузите его ещё раз.',
);

const pdfBrokeOff: ReportEntry = {
  file: '',
  line: null,
  severity: 'warning',
  code: 'pdf_failed',
  message:
    'Текст PDF рядом с разметкой прочитан не до конца из-за внутренней ошибки. Загрузите файлы ещё раз.',
};

const ocrBrokeOff: ReportEntry = {
  file: '',
  line: null,
  severity: 'error',
  code: 'ocr_failed',
  message: 'Распознавание прервалось из-за внутренней ошибки. Запустите его ещё раз.',
};
