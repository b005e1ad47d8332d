import { Problem } from '#platform/http/problem.ts';

export const nothingToExport = () =>
  new Problem(409, 'nothing_to_export', 'Выгружать нечего: в чате ещё нет сообщений.');

export const exportTooLarge = () =>
  new Problem(
    413,
    'export_too_large',
    'Чат слишком велик, чтобы выгрузить его целиком. Выгрузите нужные ответы по одному.',
  );

export const exportFailed = (cause: unknown) =>
  new Problem(
    500,
    'export_failed',
    'Выгрузить не удалось. Попробуйте другой вид (Markdown — самый простой) или один ответ вместо чата.',
    { cause },
  );
