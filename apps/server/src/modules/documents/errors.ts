import type { ReportEntry } from '@aizoomdoc/documents';
import { Problem } from '#platform/http/problem.ts';

export const documentNotFound = () => new Problem(404, 'document_not_found', 'Такого документа нет.');

export const blockNotFound = (code: string) =>
  new Problem(404, 'block_not_found', `В документе нет блока ${code}. Проверьте код.`);

export const projectNotFound = () => new Problem(404, 'project_not_found', 'Такого проекта нет.');

export const importFailed = (report: readonly ReportEntry[]) =>
  new Problem(422, 'import_failed', explain(report), { details: report.map((entry) => ({ ...entry })) });

function explain(report: readonly ReportEntry[]): string {
  const first = report.find((entry) => entry.severity === 'error') ?? report[0];
  return first === undefined
    ? 'Ни один документ не прочитан.'
    : `Ни один документ не прочитан. ${first.message}`;
}
