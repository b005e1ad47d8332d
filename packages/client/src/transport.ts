import { NetworkError } from './network-error.ts';
import type { PreparedRequest } from './request.ts';

export const DEFAULT_TIMEOUT = 30_000;

export interface SendOptions {
  fetch: typeof globalThis.fetch;
  accessToken: string | null;
  signal: AbortSignal | undefined;
  /** Milliseconds; 0 for none. */
  timeout: number;
}

/**
 * One HTTP exchange. Fails with `NetworkError`, or with the caller's own abort reason.
 * The body has not been read yet: the time limit covers it too.
 */
export async function send(request: PreparedRequest, options: SendOptions): Promise<Response> {
  const { accessToken, signal, timeout } = options;
  const deadline = timeout > 0 ? AbortSignal.timeout(timeout) : null;
  const signals = [signal, deadline].filter((each) => each != null);
  const headers =
    accessToken === null ? request.headers : { ...request.headers, authorization: `Bearer ${accessToken}` };
  try {
    return await options.fetch(request.url, {
      method: request.method,
      headers,
      body: request.body,
      signal: signals.length === 0 ? null : AbortSignal.any(signals),
      credentials: 'same-origin',
    });
  } catch (cause) {
    signal?.throwIfAborted();
    if (deadline?.aborted) throw new NetworkError('timeout', 'Сервер не ответил вовремя', { cause });
    throw new NetworkError('offline', 'Нет связи с сервером', { cause });
  }
}
