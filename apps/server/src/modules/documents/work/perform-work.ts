import type { DocumentModel } from '@aizoomdoc/documents';
import type { Clock } from '#platform/clock.ts';
import type { Executor } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import { readModel } from '../content-store.ts';
import { auditModel } from '../import/audit-model.ts';
import { insertAudit } from '../import/insert-audit.ts';
import { versionLabel } from '../import/version-label.ts';
import { type ReadPdfDeps, readPdf, type WorkContext } from './read-pdf.ts';
import { type RecogniseDeps, recogniseVersion } from './recognise.ts';
import {
  announceDocument,
  countBlocks,
  listPagesToRecognise,
  nameDocument,
  updateWork,
  type WorkRow,
} from './work-store.ts';

/**
 * Does what a version waits for and brings it to its end: looked through again, its status told, the next piece of work named.
 * @throws {Superseded} when the document is gone meanwhile
 */
export async function performWork(
  deps: ReadPdfDeps & RecogniseDeps & { clock: Clock },
  context: WorkContext,
): Promise<void> {
  const { db, clock } = deps;
  const { row, thread, signal } = context;
  const isReading = row.work === 'reading';
  const report = isReading ? await readPdf(deps, context) : await recogniseVersion(deps, context);
  const model = await readModel(db.executor, row.version_id);
  const { audit, report: remarks } = await auditModel(thread, model, signal);
  const next = isReading ? await listPagesToRecognise(db.executor, row.version_id) : [];
  await db.transaction(async (tx) => {
    await insertAudit(tx, row.version_id, audit);
    // A bundle names its document itself.
    if (isReading && row.status === 'processing') await nameByStamps(tx, { row, model, now: clock.now() });
    await updateWork(tx, row.job_id, {
      status: 'ready',
      ...(next.length === 0
        ? { work: null, job_id: null }
        : { work: 'ocr', job_id: newId(), progress_done: 0, progress_total: next.length }),
      block_count: await countBlocks(tx, row.version_id),
      report: [...report, ...remarks],
    });
    await announceDocument(tx, row.document_id);
  });
}

async function nameByStamps(
  tx: Executor,
  { row, model, now }: { row: WorkRow; model: DocumentModel; now: Date },
): Promise<void> {
  const { assembleDocument, emptyMemory } = await import('@aizoomdoc/documents/layout');
  const pages = { pages: model.pages, blocks: [], needsOcr: [], report: [], memory: emptyMemory };
  const { stamp } = assembleDocument([pages], { bytesHash: '', title: '' }).model;
  await nameDocument(tx, row.document_id, { stamp, now });
  const label = versionLabel('', model);
  if (label !== null) await updateWork(tx, row.job_id, { label });
}
