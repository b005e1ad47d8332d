import type { Problem } from '@aizoomdoc/contracts';

/** The server's refusal, as RFC 9457 tells it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Stable, e.g. `chat_not_found`; `http_<status>` when the answer was not a problem of ours. */
  readonly code: string;
  readonly details: Record<string, unknown>[];
  /** Seconds to wait before another attempt, when the server said so. */
  readonly retryAfter: number | null;
  readonly requestId: string | null;

  constructor(
    problem: Pick<Problem, 'status' | 'code' | 'message'> & Partial<Problem>,
    retryAfter: number | null,
  ) {
    super(problem.message);
    this.status = problem.status;
    this.code = problem.code;
    this.details = problem.details ?? [];
    this.retryAfter = retryAfter;
    this.requestId = problem.request_id ?? null;
  }
}

/** Whether `error` is the server's refusal, of the given code if one is named. */
export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}
