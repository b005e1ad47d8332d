import { isApiError } from '@aizoomdoc/client';
import type { TFunction } from 'i18next';
import { describeError } from '#shared/api/describe-error.ts';

/** Why the token did not let in, and what to do. */
export function describeSignInError(error: unknown, t: TFunction): string {
  if (isApiError(error, 'token_invalid') || isApiError(error, 'validation_failed')) return t('signIn.wrong');
  if (isApiError(error, 'user_blocked')) return t('signIn.blocked');
  if (isApiError(error, 'throttled')) return t('signIn.throttledNow');
  return describeError(error, t);
}
