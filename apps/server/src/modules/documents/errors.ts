import type { ReportEntry } from '@aizoomdoc/documents';
import { Problem, unavailable } from '#platform/http/problem.ts';

export const documentNotFound = () => new Problem(404, 'document_not_found', 'Такого документа нет.');

export const blockNotFound = (code: string) =>
  new Problem(404, 'block_not_found', `В документе нет блока ${code}. Проверьте код.`);

export const nodeNotFound = () =>
  new Problem(404, 'node_not_found', 'Такой папки или проекта нет, или изменять их вам нельзя.');

export const nodeLocked = () =>
  new Problem(409, 'node_locked', 'Папка закрыта от изменений. Открыть её может владелец проекта.');

export const nodeConflict = (message: string) => new Problem(409, 'node_conflict', message);

export const nodeNotEmpty = (count: number) =>
  new Problem(
    409,
    'node_not_empty',
    `Папка не пуста (внутри: ${count}). Удалите её с содержимым: recursive=true.`,
  );

export const projectNotFound = () => new Problem(404, 'project_not_found', 'Такого проекта нет.');

export const importFailed = (report: readonly ReportEntry[]) =>
  new Problem(422, 'import_failed', explain(report), { details: report.map((entry) => ({ ...entry })) });

/** At least one PDF needs a password, or another one. */
export function passwordRequired(report: readonly ReportEntry[]): Problem {
  const locked = report.filter(({ code }) => code === 'password_required' || code === 'wrong_password');
  const message = `${locked[0]?.message ?? ''} Файл: «${locked[0]?.file ?? ''}».`;
  return new Problem(422, 'password_required', message, { details: report.map((entry) => ({ ...entry })) });
}

export const interrupted = (cause: unknown) =>
  unavailable('Загрузка прервана. Отправьте файлы ещё раз.', cause);

/** The readers gave up on all files together: they ran out of time or memory, or broke down. */
export function readingFailed(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ReaderError') return new Problem(422, 'import_failed', error.message, { cause: error });
  if (error.name !== 'ThreadEnded') return error;
  const message = 'Файлы не удалось прочитать: не хватило времени или памяти. Разделите их на части.';
  return new Problem(422, 'import_failed', message, { cause: error });
}

export const ocrUnavailable = (message: string) => new Problem(422, 'ocr_unavailable', message);

function explain(report: readonly ReportEntry[]): string {
  const first = report.find((entry) => entry.severity === 'error') ?? report[0];
  return first === undefined
    ? 'Ни один документ не прочитан.'
    : `Ни один документ не прочитан. ${first.message}`;
}
