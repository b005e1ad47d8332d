import type { ReportEntry } from '@aizoomdoc/documents';
import type { LayoutMemory } from '@aizoomdoc/documents/layout';
import type { PageContent } from '@aizoomdoc/documents/pdf';
import type { Database } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Steps } from '#platform/jobs/jobs.ts';
import { fillPages } from '../content-store.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import type { Thread } from '../thread/open-thread.ts';
import { listPageFiles, updateWork, type WorkRow } from './work-store.ts';

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
const pageTries = 3;

/** Reads the pages of a version's PDF, some at a time; a finished part is never read again. @returns remarks */
export async function readPdf({ db, pictures }: ReadPdfDeps, context: WorkContext): Promise<ReportEntry[]> {
  const { row, steps, thread, signal } = context;
  const pages = await listPageFiles(db.executor, row.version_id);
  const [file] = await findPictureFiles(db.executor, [...new Set(pages.map((page) => page.file_id))]);
  if (file === undefined) throw new Error(`Version ${row.version_id} has no PDF to read`);

  async function contentOf(page: number): Promise<PageContent | ReportEntry> {
    for (let tries = 1; ; tries += 1) {
      try {
        return (await pictures.content(file as PictureFile, page, signal)) as PageContent;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Problem)) throw error;
        const mayPass = error.status === 503 && tries < pageTries;
        if (!mayPass) return unreadable(file as PictureFile, page, error);
      }
    }
  }

  async function readPart(numbers: readonly number[], memory: LayoutMemory | null): Promise<Part> {
    const read = await Promise.all(numbers.map(contentOf));
    const contents = read.filter((content) => 'words' in content);
    const remarks = read.filter((content) => 'severity' in content);
    if (contents.length === 0 && remarks.length === pages.length)
      throw new Problem(422, 'pdf_unreadable', remarks[0]?.message ?? 'PDF не читается.');
    const bytesHash = file?.sha256 ?? row.version_id;
    const laid = await thread.run('layout', { contents, memory, bytesHash }, signal);
    const report = [...laid.report.map((entry) => ({ file: file?.file_name ?? '', ...entry })), ...remarks];
    await db.transaction(async (tx) => {
      await updateWork(tx, row.job_id, { progress_done: numbers.at(-1) ?? 0 });
      await fillPages(tx, row.version_id, { ...laid, needsOcr: new Set(laid.needsOcr) });
    });
    return { memory: laid.memory, report };
  }

  let memory: LayoutMemory | null = null;
  const report: ReportEntry[] = [];
  for (let at = 0; at < pages.length; at += pagesOfStep) {
    const numbers = pages.slice(at, at + pagesOfStep).map(({ number }) => number);
    const before = memory;
    const part: Part = await steps.run(`pages ${numbers[0]}`, () => readPart(numbers, before));
    memory = part.memory;
    report.push(...part.report);
  }
  return report;
}

/** Kept of a finished step: what the pages that follow are read with. */
interface Part {
  memory: LayoutMemory;
  report: ReportEntry[];
}

const unreadable = (file: PictureFile, page: number, { message }: Problem): ReportEntry => ({
  file: file.file_name,
  line: null,
  severity: 'error',
  code: 'page_unreadable',
  message: `Страница ${page}: ${message}`,
});
