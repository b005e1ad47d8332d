import type { TFunction } from 'i18next';

const KNOWN = [
  'bad_key',
  'rate_limited',
  'quota',
  'blocked',
  'invalid_request',
  'unavailable',
  'broken_stream',
  'timeout',
] as const;

/** Why a stored answer failed, by the code that was kept with it. */
export function describeRunError(code: string | null, t: TFunction): string {
  const known = KNOWN.find((each) => each === code);
  return t(`errors.runs.${known ?? 'other'}`);
}
