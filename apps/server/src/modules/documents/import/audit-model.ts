import type { DocumentModel, ReportEntry } from '@aizoomdoc/documents';
import type { AuditReport } from '@aizoomdoc/documents/audit';
import type { Thread } from '../thread/open-thread.ts';

/** Looks a document through in a thread; one that is too much for it goes without, which is said. */
export async function auditModel(
  thread: Thread,
  model: DocumentModel,
  signal: AbortSignal,
): Promise<{ audit: AuditReport; report: ReportEntry[] }> {
  try {
    return { audit: await thread.run('audit', model, signal), report: [] };
  } catch {
    signal.throwIfAborted();
    return { audit: { sheets: [], references: [], findings: [] }, report: [notAudited] };
  }
}

const notAudited: ReportEntry = {
  file: '',
  line: null,
  severity: 'warning',
  code: 'not_audited',
  message: 'Суммы, листы и ссылки документа не проверены: он слишком велик. Разделите его на части.',
};
