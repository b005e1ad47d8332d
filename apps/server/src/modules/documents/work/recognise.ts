import { availableParallelism } from 'node:os';
import type { ReportEntry } from '@aizoomdoc/documents';
import type { OcrEngine, RenderRegion } from '@aizoomdoc/documents/ocr';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import { fillPages } from '../content-store.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { storeWords } from '../word-store.ts';
import type { WorkContext } from './read-pdf.ts';
import { countPage, listPageFiles, listPagesToRecognise, markPages } from './work-store.ts';

/** The program for OCR of this machine; looked for once, when it is first needed. */
export interface Recogniser {
  /** `engine` is `null` when there is none; `missing` says what to install. */
  find(): Promise<{ engine: OcrEngine | null; missing: string | null }>;
}

export interface RecogniseDeps {
  db: Database;
  log: Logger;
  pictures: Pictures;
  recogniser: Recogniser;
}

/** Each keeps a processor busy for seconds; one is left for everything else. */
const pagesAtOnce = Math.max(1, Math.min(2, availableParallelism() - 1));

/** Reads pages from their pictures, one by one; each is there as soon as it is read. @returns remarks */
export async function recogniseVersion(deps: RecogniseDeps, context: WorkContext): Promise<ReportEntry[]> {
  const { db, log, recogniser } = deps;
  const { row, signal } = context;
  const waiting = await listPagesToRecognise(db.executor, row.version_id);
  const { engine, missing } = await recogniser.find();
  if (engine === null) {
    await markPages(db.executor, row.version_id, { numbers: waiting, ocr: 'unavailable' });
    return waiting.length === 0 ? [] : [notRecognised(waiting, missing)];
  }
  const files = await pageFiles(db, row.version_id);
  const failed: number[] = [];
  async function lane(ocr: OcrEngine): Promise<void> {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      signal.throwIfAborted();
      const place = files.get(page);
      if (place === undefined) continue;
      try {
        await recognisePage({ ...deps, ...context, ocr }, { page, ...place });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Error) || !pageFaults.has(error.name)) throw error;
        log.warn({ err: error, page, version: row.version_id }, 'page was not recognised');
        failed.push(page);
        await markPages(db.executor, row.version_id, { numbers: [page], ocr: 'failed' });
        await countPage(db.executor, row.job_id);
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: pagesAtOnce }, () => lane(engine)));
  const broken = lanes.find((end) => end.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return failed.length === 0 ? [] : [notRecognised(failed, null)];
}

/** Trouble with one page, which is no reason to leave the others. */
const pageFaults = new Set(['OcrError', 'Problem']);

export interface PagePlace {
  file: PictureFile;
  filePage: number;
}

async function pageFiles(db: Database, versionId: string): Promise<Map<number, PagePlace>> {
  const pages = await listPageFiles(db.executor, versionId);
  const files = await findPictureFiles(db.executor, [...new Set(pages.map(({ file_id }) => file_id))]);
  const byId = new Map(files.map((file) => [file.id, file]));
  return new Map(
    pages.flatMap(({ number, file_id, file_page }) => {
      const file = byId.get(file_id);
      return file === undefined ? [] : [[number, { file, filePage: file_page }] as const];
    }),
  );
}

async function recognisePage(
  { db, pictures, row, thread, signal, ocr }: RecogniseDeps & WorkContext & { ocr: OcrEngine },
  { page, file, filePage }: PagePlace & { page: number },
): Promise<void> {
  const { ocrPage } = await import('@aizoomdoc/documents/ocr');
  await markPages(db.executor, row.version_id, { numbers: [page], ocr: 'running' });
  const { geometry } = await pictures.size(file, filePage, signal);
  const drawn = await pictures.content(file, filePage, signal);
  const render = renderRegionOf(pictures, { file, filePage });
  const { words } = await ocrPage(render, geometry, ocr, { signal });
  const content = {
    rules: [],
    images: [],
    drawings: [],
    ...drawn,
    words,
    page: { ...geometry, number: page },
  };
  const bytesHash = file.sha256 ?? row.version_id;
  const laid = await thread.run('layout', { content, bytesHash }, signal);
  // A page without a letter is read, too: it is not to be tried again.
  const pages = laid.pages.map((read) => ({ ...read, textLayer: 'recognised' as const }));
  await db.transaction(async (tx) => {
    await fillPages(tx, row.version_id, { ...laid, pages, needsOcr: new Set() });
    await storeWords(tx, { versionId: row.version_id, page }, words);
    await countPage(tx, row.job_id);
  });
}

export function renderRegionOf(pictures: Pictures, { file, filePage }: PagePlace): RenderRegion {
  return async ({ box, width, height, signal }) => {
    const picture = await pictures.draw(file, { page: filePage, box, width, height, format: 'png' }, signal);
    return picture.bytes;
  };
}

function notRecognised(pages: readonly number[], missing: string | null): ReportEntry {
  const listed = pages.slice(0, 20).join(', ') + (pages.length > 20 ? '…' : '');
  const what = pages.length === 1 ? `Страница ${listed} не распознана` : `Страницы ${listed} не распознаны`;
  return {
    file: '',
    line: null,
    severity: 'warning',
    code: missing === null ? 'ocr_failed' : 'ocr_unavailable',
    message: `${what}. ${missing ?? 'Запустите распознавание ещё раз.'}`,
  };
}
