import type { ImageErrorCode } from '@aizoomdoc/documents/images';
import type { PdfErrorCode } from '@aizoomdoc/documents/pdf';
import { ViewError } from '@aizoomdoc/documents/views';
import { Problem, unavailable } from '#platform/http/problem.ts';
import { ObjectNotFound } from '#platform/objects.ts';

export const pictureNotFound = () =>
  new Problem(
    404,
    'picture_not_found',
    'Показать нечего: у документа нет PDF или картинок. Загрузите его вместе с PDF.',
  );

export const iiifRequestInvalid = (message: string) => new Problem(400, 'iiif_request_invalid', message);

export const pageNotFound = (page: number) =>
  new Problem(404, 'page_not_found', `В документе нет страницы ${page}. Проверьте номер.`);

export const viewNotFound = () =>
  new Problem(404, 'view_not_found', 'Такого вида нет. Покажите страницу или блок заново.');

/** Waiting may help with these. */
const passing: readonly string[] = ['timeout', 'out_of_memory'] satisfies PdfErrorCode[];

/** What the engines throw, as a problem that may be shown; known by name, so that they need not be loaded for it. */
export function pictureProblem(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return unavailable('Картинка не нарисована: запрос прерван.', signal.reason);
  if (error instanceof ObjectNotFound) return pictureNotFound();
  if (!(error instanceof Error) || (error.name !== 'PdfError' && error.name !== 'ImageError')) return error;
  const { code, message } = error as Error & { code: PdfErrorCode | ImageErrorCode };
  if (code === 'busy') return new Problem(503, 'busy', message, { retryAfter: 2, cause: error });
  if (code === 'page_not_found' || code === 'file_missing') return pictureNotFound();
  if (passing.includes(code))
    return new Problem(503, 'render_failed', message, { retryAfter: 5, cause: error });
  return new Problem(422, 'render_failed', message, { cause: error });
}

/** Runs geometry that may refuse a region. */
export function refusingBoxes<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ViewError) throw new Problem(422, 'box_invalid', error.message);
    throw error;
  }
}
