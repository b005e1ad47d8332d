import type { ReportEntry } from '@aizoomdoc/documents';
import type { LayoutMemory } from '@aizoomdoc/documents/layout';
import type { Database } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Steps } from '#platform/jobs/jobs.ts';
import { fillPages } from '../content-store.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import type { Thread } from '../thread/open-thread.ts';
import { fillFrames } from './fill-frames.ts';
import { listPageFiles, listPagesToRead, updateWork, type WorkRow } from './work-store.ts';

export interface ReadPdfDeps {
  db: Database;
  pictures: Pictures;
}

export interface WorkContext {
  row: WorkRow;
  steps: Steps;
  thread: Thread;
  signal: AbortSignal;
}

/** Pages a step: what is lost at most when the process dies, and held in memory of a document. */
const pagesOfStep = 16;

/**
 * Reads the pages of a version's PDF, some at a time; a finished part is never read again. Beside a bundle it gives only what that lacks.
 * @returns remarks
 */
export async function readPdf({ db, pictures }: ReadPdfDeps, context: WorkContext): Promise<ReportEntry[]> {
  const { row, steps, thread, signal } = context;
  const file = await fileOf(db, row);
  const isBeside = row.status === 'ready';
  const pages = await listPagesToRead(db.executor, row.version_id);
  const bytesHash = file.sha256 ?? row.version_id;
  const { outline } = await pictures.facts(file, signal);

  async function readPart(numbers: readonly number[], memory: LayoutMemory): Promise<Part> {
    const parts = await pictures.readPages(file, { pages: numbers, memory, signal });
    const bookmarks = outline.filter(({ page }) => page !== null && numbers.includes(page));
    const laid = await thread.run('assemble', { parts, bytesHash, outline: bookmarks }, signal);
    await db.transaction(async (tx) => {
      await updateWork(tx, row.job_id, { progress_done: numbers.at(-1) ?? 0 });
      await fillPages(tx, row.version_id, { ...laid, needsOcr: new Set(laid.needsOcr) });
    });
    return {
      memory: parts.at(-1)?.memory ?? memory,
      report: laid.report,
      failed: parts.flatMap((part) => part.failed),
    };
  }

  const { emptyMemory } = await import('@aizoomdoc/documents/layout');
  const report: Omit<ReportEntry, 'file'>[] = [];
  const failed: number[] = [];
  let memory = emptyMemory;
  for (let at = 0; at < pages.length; at += pagesOfStep) {
    const numbers = pages.slice(at, at + pagesOfStep);
    const before = memory;
    const part: Part = await steps.run(`pages ${numbers[0]}`, () => readPart(numbers, before));
    memory = part.memory;
    report.push(...part.report);
    failed.push(...part.failed);
  }
  if (isBeside) await fillFrames({ db, pictures }, { versionId: row.version_id, file, signal });
  else if (failed.length === pages.length) throw unreadable;
  const { failedPages } = await import('@aizoomdoc/documents/pdf');
  return [...report, ...failedPages(failed)].map((remark) => ({ file: file.file_name, ...remark }));
}

async function fileOf(db: Database, row: WorkRow): Promise<PictureFile> {
  const pages = await listPageFiles(db.executor, row.version_id);
  const [file] = await findPictureFiles(db.executor, [...new Set(pages.map((page) => page.file_id))]);
  if (file === undefined) throw new Error(`Version ${row.version_id} has no PDF to read`);
  return file;
}

/** Kept of a finished step; the pages that follow are read with its memory. */
interface Part {
  memory: LayoutMemory;
  report: Omit<ReportEntry, 'file'>[];
  failed: number[];
}

const unreadable = new Problem(
  422,
  'pdf_unreadable',
  'Ни одна страница PDF не читается. Сохраните файл заново в программе просмотра и загрузите снова.',
);
