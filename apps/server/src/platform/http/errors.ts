import type { z } from 'zod';
import { isDatabaseDown } from '#platform/db/errors.ts';
import { malformed, notFound, Problem, tooLarge, unavailable, unsupportedMediaType } from './problem.ts';

/** Whatever was thrown, as a problem that may be shown; unknown failures become a bare 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code = '', statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return tooLarge('Запрос слишком велик. Сократите текст или загрузите его файлом.');
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return unsupportedMediaType('Этот адрес принимает application/json. Укажите заголовок Content-Type.');
  }
  if (code === 'FST_ERR_BAD_URL') return malformed('Адрес запроса не разобран: проверьте знаки % в нём.');
  if (code === 'FST_ERR_NOT_FOUND') return notFound();
  if (code === 'ENOSPC')
    return unavailable('На диске сервера нет места. Запрос не выполнен; сообщите администратору.', error);
  if (isDatabaseDown(error))
    return unavailable('База данных недоступна. Запрос не выполнен, повторите его позже.', error);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return malformed();
  return new Problem(500, 'internal', 'Внутренняя ошибка. Мы уже записали её; повторите запрос позже.', {
    cause: error,
  });
}

/** Wrong input, with a remark for each field. */
export function validationFailed(error: z.ZodError, place: string): Problem {
  const details = error.issues.slice(0, 50).map((issue) => ({
    path: [place, ...issue.path].join('.'),
    code: issue.code,
    message: issue.message,
  }));
  const first = details[0];
  const where = first === undefined ? '' : `: ${first.path} — ${first.message}`;
  return new Problem(422, 'validation_failed', `Проверьте данные запроса${where}.`, { details });
}
