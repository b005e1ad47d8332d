import { ModelError } from '../provider.ts';

/** fetch quotes a header that it cannot send in its error, so such a key must not reach it. */
export function headerSafeKey(apiKey: string | null): string {
  if (!apiKey || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new ModelError('bad_key', apiKey ? 'the key has characters that no key has' : 'no key was given');
  }
  return apiKey;
}
