import { z } from 'zod';
import { ModelError, type ModelErrorCode } from '../provider.ts';
import { lostConnection, type Refusal, readRefusal, retryAfterHeader, word } from './failure.ts';

const errorSchema = z.object({
  message: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
});
type VendorError = z.infer<typeof errorSchema>;

/** Where servers of this protocol put their error: OpenAI itself, its failed responses, Ollama and vLLM. */
const bodySchema = z.union([
  z.object({ response: z.object({ error: errorSchema }) }).transform(({ response }) => response.error),
  z.object({ error: errorSchema }).transform(({ error }) => error),
  z.object({ error: z.string() }).transform(({ error }): VendorError => ({ message: error })),
  errorSchema,
]);

/**
 * Failures of a server that speaks OpenAI's protocol, by its codes and HTTP status.
 *
 * @param vendor as messages call it
 */
export function openAiErrors(vendor: string): (failure: unknown, now: number) => ModelError {
  return (failure, now) => {
    if (failure instanceof ModelError) return failure;
    const refusal = readRefusal(failure) ?? bareError(failure);
    return refusal ? answeredError(vendor, refusal, now) : lostConnection(vendor, failure);
  };
}

/** An error object in the middle of a stream, without a status of its own. */
function bareError(failure: unknown): Refusal | null {
  if (failure instanceof Error || typeof failure !== 'object' || failure === null) return null;
  const error = bodySchema.safeParse(failure).data;
  if (!error) return null;
  const status = Number(error.code);
  return { status: status >= 400 && status < 600 ? status : 500, headers: {}, body: failure };
}

function answeredError(vendor: string, { status, headers, body }: Refusal, now: number): ModelError {
  const error = bodySchema.safeParse(body).data ?? {};
  const kinds = [word(error.type), word(String(error.code ?? ''))].filter(Boolean);
  // OpenAI has no code for it, and only an operator can help: verify, or switch summaries of thinking off.
  const unverified = /must be verified/i.test(error.message ?? '')
    ? ['the organization is not verified']
    : [];
  return new ModelError(
    codeOf(status, kinds, error.message ?? ''),
    [vendor, 'answered', status, ...kinds, ...unverified].join(' '),
    { retryAfterMs: retryAfterHeader(headers, now) ?? retryDelay(error.message ?? '') },
  );
}

function codeOf(status: number, kinds: string[], message: string): ModelErrorCode {
  const kind = kinds.join(' ');
  if (/insufficient_quota|billing|credit|spend_limit/.test(kind) || status === 402) return 'quota';
  if (/content_(?:policy|filter)|moderation|invalid_prompt|cyber_policy/.test(kind)) return 'blocked';
  // A request above the limit of a minute never fits, however long one waits.
  if (/context_length|request_too_large/.test(kind) || /^request too large/i.test(message)) {
    return 'invalid_request';
  }
  if (/rate_limit/.test(kind) || status === 429) return 'rate_limited';
  if (status === 401 || status === 403) return 'bad_key';
  if (status === 408) return 'timeout';
  return status === 409 || status >= 500 ? 'unavailable' : 'invalid_request';
}

const UNITS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** «Please try again in 6m0s» (or `20s`, `1.5s`, `120ms`). */
function retryDelay(message: string): number | null {
  const delay = /try again in ((?:[\d.]+(?:ms|h|m|s))+)/i.exec(message)?.[1];
  if (!delay) return null;
  let total = 0;
  for (const [, amount, unit = 's'] of delay.matchAll(/([\d.]+)(ms|h|m|s)/gi)) {
    total += Number(amount) * (UNITS[unit] ?? 0);
  }
  return Math.ceil(total);
}
