import type { TFunction } from 'i18next';

const known = [
  'bad_key',
  'no_key',
  'quota',
  'rate_limited',
  'blocked',
  'invalid_request',
  'unavailable',
  'broken_stream',
  'timeout',
  'stopped',
] as const;

/** Why a run or a call failed: in words, or its code where there are none. */
export function describeReason(code: string, t: TFunction<'admin'>): string {
  const reason = known.find((each) => each === code);
  return reason === undefined ? code : t(`runs.reasons.${reason}`);
}
