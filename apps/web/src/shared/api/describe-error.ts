import { isApiError, isNetworkError } from '@aizoomdoc/client';
import type { TFunction } from 'i18next';

/** What happened and what to do, for a person. The server's own words are Russian and say both. */
export function describeError(error: unknown, t: TFunction): string {
  if (isNetworkError(error)) return t(`errors.${error.reason}`);
  if (isApiError(error)) {
    return error.code.startsWith('http_')
      ? t('errors.withCode', { message: t('errors.unknown'), code: error.status })
      : error.message;
  }
  return t('errors.unknown');
}
