import { z } from 'zod';
import { ModelError, type ModelErrorCode } from '../provider.ts';
import { lostConnection, type Refusal, readRefusal, retryAfterHeader, word } from '../wire/failure.ts';

const errorSchema = z.object({ type: z.string().nullish(), message: z.string().nullish() });
const bodySchema = z.union([
  z.object({ error: errorSchema }).transform(({ error }) => error),
  // An error inside a stream comes bare.
  errorSchema,
]);

/** Any failure of a call as a {@link ModelError}, by Anthropic's types of errors. */
export function toModelError(failure: unknown, now: number): ModelError {
  if (failure instanceof ModelError) return failure;
  const refusal = readRefusal(failure);
  return refusal ? answeredError(refusal, now) : lostConnection('Claude', failure);
}

function answeredError({ status, headers, body }: Refusal, now: number): ModelError {
  const { type, message } = bodySchema.safeParse(body).data ?? {};
  return new ModelError(
    codeOf(status, message ?? ''),
    ['Claude answered', status, word(type)].filter(Boolean).join(' '),
    { retryAfterMs: retryAfterHeader(headers, now) },
  );
}

function codeOf(status: number, message: string): ModelErrorCode {
  // Anthropic says both as an ordinary 400.
  if (status === 402 || /credit balance is too low|usage limits/i.test(message)) return 'quota';
  if (/content filtering|usage policy/i.test(message)) return 'blocked';
  if (status === 401 || status === 403) return 'bad_key';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate_limited';
  return status === 409 || status >= 500 ? 'unavailable' : 'invalid_request';
}
