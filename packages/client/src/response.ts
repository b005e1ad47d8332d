import type { Problem } from '@aizoomdoc/contracts';
import { ApiError } from './api-error.ts';
import { NetworkError } from './network-error.ts';

/** Reads a body; what cuts it off is a `NetworkError`, or the caller's own abort reason. */
export async function readBody<Body>(read: () => Promise<Body>, signal?: AbortSignal): Promise<Body> {
  try {
    return await read();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new NetworkError('broken', 'Ответ сервера оборвался или непонятен', { cause });
  }
}

/** The refusal that an unsuccessful answer carries. */
export async function readApiError(response: Response): Promise<ApiError> {
  const retryAfter = parseRetryAfter(response.headers.get('retry-after'));
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiError({ ...body, status: response.status }, retryAfter);
  const message = `Сервер ответил ошибкой ${response.status}`;
  return new ApiError({ status: response.status, code: `http_${response.status}`, message }, retryAfter);
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as Problem).code === 'string' &&
    typeof (body as Problem).message === 'string'
  );
}

/** Seconds, from either form of the header: a number or an HTTP date. */
export function parseRetryAfter(header: string | null): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** Cursor of the next page, from a `Link: <…?cursor=…>; rel="next"` header (RFC 8288). */
export function parseNextCursor(header: string | null): string | null {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>((?:\s*;[^,<]*)*)/g)) {
    if (!/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?=["\s;]|$)/i.test(parameters)) continue;
    return new URL(target, 'http://base.invalid').searchParams.get('cursor');
  }
  return null;
}
