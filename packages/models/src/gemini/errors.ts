import { z } from 'zod';
import { ModelError, type ModelErrorCode } from '../provider.ts';
import { lostConnection, type Refusal, readRefusal, retryAfterHeader, word } from '../wire/failure.ts';

/** `google.rpc.Status` as Gemini sends it, and no more of it than we use. */
const statusSchema = z.object({
  code: z.number().nullish(),
  message: z.string().nullish(),
  status: z.string().nullish(),
  details: z
    .array(
      z.object({
        reason: z.string().nullish(),
        retryDelay: z.string().nullish(),
        violations: z.array(z.object({ quotaId: z.string().nullish() })).nullish(),
      }),
    )
    .nullish()
    .catch(null),
});
const bodySchema = z.union([
  z.object({ error: statusSchema }).transform(({ error }) => error),
  z.tuple([z.object({ error: statusSchema })], z.unknown()).transform(([{ error }]) => error),
  // An error object inside a stream comes bare.
  statusSchema,
]);
type GoogleStatus = z.infer<typeof statusSchema>;

/** Finish reasons that mean the answer was withheld (https://ai.google.dev/api/generate-content#FinishReason). */
const WITHHELD = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
]);

/** Finish reasons that mean the model wrote no answer that Gemini could read. */
const MALFORMED = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
]);

/**
 * Any failure of a call as a {@link ModelError}. Messages are built from codes only: the vendor's own text and the
 * SDK's errors may quote the prompt or the key.
 */
export function toModelError(failure: unknown, now: number): ModelError {
  if (failure instanceof ModelError) return failure;
  const refusal = readRefusal(failure);
  return refusal ? answeredError(refusal, now) : lostConnection('Gemini', failure);
}

/** Why an answer that ended without being complete failed; `null` when the reason is a good one. */
export function finishError(reason: string | undefined): ModelError | null {
  if (reason === undefined)
    return new ModelError('broken_stream', 'the answer of Gemini ended without a finish reason');
  if (WITHHELD.has(reason)) return new ModelError('blocked', `Gemini withheld the answer: ${reason}`);
  if (MALFORMED.has(reason))
    return new ModelError('malformed_output', `Gemini could not read its answer: ${reason}`);
  if (reason === 'MISSING_THOUGHT_SIGNATURE') {
    return new ModelError('invalid_request', 'Gemini misses a thought signature');
  }
  return ['STOP', 'MAX_TOKENS', 'CONTINUATION'].includes(reason)
    ? null
    : new ModelError('broken_stream', `Gemini gave the answer up: ${reason}`);
}

/** A prompt that was refused (`promptFeedback.blockReason`). */
export function promptBlocked(reason: string): ModelError {
  return new ModelError('blocked', `Gemini refused the prompt: ${word(reason)}`);
}

function answeredError({ status, headers, body }: Refusal, now: number): ModelError {
  const google = bodySchema.safeParse(body).data ?? null;
  const reasons = google?.details?.flatMap(({ reason }) => (reason ? [word(reason)] : [])) ?? [];
  const quotas =
    google?.details
      ?.flatMap(({ violations }) => violations ?? [])
      .map(({ quotaId }) => word(quotaId ?? '')) ?? [];
  const place = /location is not supported/i.test(google?.message ?? '') ? 'the country is not served' : '';
  const message = ['Gemini answered', status, word(google?.status ?? ''), ...reasons, ...quotas, place]
    .filter(Boolean)
    .join(' ');
  return new ModelError(codeOfAnswer(status, google, { reasons, quotas }), message, {
    retryAfterMs: retryAfterHeader(headers, now) ?? retryDelay(google),
  });
}

function codeOfAnswer(
  status: number,
  google: GoogleStatus | null,
  { reasons, quotas }: { reasons: string[]; quotas: string[] },
): ModelErrorCode {
  if (status === 402 || reasons.includes('BILLING_DISABLED')) return 'quota';
  if (isMissing(status, google?.message ?? '')) return 'missing_reference';
  if (status === 401 || status === 403) return 'bad_key';
  if (reasons.some((reason) => reason.startsWith('API_KEY_'))) return 'bad_key';
  if (status === 429) return isSpent(google, quotas) ? 'quota' : 'rate_limited';
  if (status === 408) return 'timeout';
  // 409 and 499 are Google's ABORTED and CANCELLED: its side gave up.
  if (status >= 499 || status === 409) return 'unavailable';
  return 'invalid_request';
}

/** Google says of a file that expired, was removed or is another key's: «… or it may not exist». */
function isMissing(status: number, message: string): boolean {
  return (
    (status === 403 || status === 404) &&
    (/\bfile\b.*\bnot exist/i.test(message) || /cached ?content (?:not found|.*\bnot exist)/i.test(message))
  );
}

/** A minute's limit passes by itself; a day's limit, an empty balance and a tier without the model do not. */
function isSpent(google: GoogleStatus | null, quotas: string[]): boolean {
  return (
    quotas.some((quota) => /PerDay/i.test(quota)) ||
    /prepa(?:id|yment)|spend|billing account|per day|limit: 0\b/i.test(google?.message ?? '')
  );
}

/** Milliseconds from `google.rpc.RetryInfo`, else the sentence that repeats it. */
function retryDelay(google: GoogleStatus | null): number | null {
  const delay =
    google?.details?.find(({ retryDelay }) => retryDelay)?.retryDelay ??
    /retry in ([\d.]+s)/i.exec(google?.message ?? '')?.[1];
  const seconds = /^([\d.]+)s$/.exec(delay ?? '')?.[1];
  return seconds ? Math.ceil(Number(seconds) * 1000) : null;
}
