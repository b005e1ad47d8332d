import { z } from 'zod';
import { ModelError } from '../provider.ts';

const failureSchema = z.object({
  /** HTTP status; absent when no answer came at all. */
  statusCode: z.number().nullish(),
  responseHeaders: z.record(z.string(), z.string()).nullish(),
  responseBody: z.string().nullish(),
  /** Of an error object inside the stream. */
  data: z.unknown().optional(),
});

/** An answer that says no, by HTTP status or inside a stream. */
export interface Refusal {
  status: number;
  headers: Record<string, string>;
  /** The body as JSON; `null` when it is none. */
  body: unknown;
}

/** `null` when the vendor said nothing: see {@link lostConnection}. */
export function readRefusal(failure: unknown): Refusal | null {
  const parsed = failureSchema.safeParse(failure);
  if (!parsed.success) return null;
  const { statusCode, responseHeaders, responseBody, data } = parsed.data;
  if (typeof statusCode !== 'number' || statusCode < 400) return null;
  return {
    status: statusCode,
    headers: responseHeaders ?? {},
    body: parseJson(responseBody) ?? data ?? null,
  };
}

/** A call that got no answer, or whose answer broke off. The message says the kind of failure and quotes nothing. */
export function lostConnection(vendor: string, failure: unknown): ModelError {
  const cause = networkCause(failure);
  const code = cause && 'code' in cause ? ` (${String(cause.code)})` : '';
  if (isUnreachable(failure))
    return new ModelError('unavailable', `${vendor} cannot be reached${code}`, { cause });
  const name = failure instanceof Error ? failure.name : typeof failure;
  if (name === 'AI_UnsupportedFunctionalityError') {
    return new ModelError('invalid_request', `${vendor} cannot take a part of the request`);
  }
  return new ModelError('broken_stream', `the answer of ${vendor} broke off: ${name}${code}`, { cause });
}

/** The SDK's words for a connection that was never made, and fetch's own. */
function isUnreachable(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  if (failure.name === 'AI_APICallError') return !('statusCode' in failure && failure.statusCode);
  return failure instanceof TypeError && failure.message === 'fetch failed';
}

/** Only an enum-like word of the vendor may enter a message: its sentences quote the prompt or the key. */
export function word(value: unknown): string {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : '';
}

/** Milliseconds that a `retry-after` header asks to wait (seconds or a date); `null` without a readable one. */
export function retryAfterHeader(headers: Record<string, string>, now: number): number | null {
  const precise = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(precise)) return Math.max(0, Math.ceil(precise));
  const header = headers['retry-after'];
  if (!header) return null;
  const ms = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : null;
}

/** The innermost error: the socket's own, with no request in it. */
function networkCause(failure: unknown): Error | undefined {
  let error = failure instanceof Error ? failure.cause : undefined;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  return error instanceof Error && 'code' in error ? error : undefined;
}

function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
