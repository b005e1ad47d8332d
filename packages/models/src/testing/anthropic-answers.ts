import type { ScriptedFailure } from './script.ts';
import type { JsonAnswer } from './vendor-server.ts';

/** Anthropic's own error bodies. */
export function errorAnswer(
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): JsonAnswer {
  const body = { type: 'error', error: { type, message }, request_id: 'req_scripted' };
  return { status, headers, body: JSON.stringify(body) };
}

export function invalidRequest(message: string): JsonAnswer {
  return errorAnswer(400, 'invalid_request_error', message);
}

/** A script that threw: the test's own mistake. */
export function apiError(message: string): JsonAnswer {
  return errorAnswer(500, 'api_error', message);
}

export const NO_KEY = errorAnswer(401, 'authentication_error', 'x-api-key header is required');
export const BAD_KEY = errorAnswer(401, 'authentication_error', 'invalid x-api-key');
export const NOT_FOUND = errorAnswer(404, 'not_found_error', 'Not Found');
export const OVERLOADED = errorAnswer(529, 'overloaded_error', 'Overloaded');

/** The answer in place of a stream, for failures that come before it; else `null`. */
export function refusalOf(failure: ScriptedFailure | undefined): JsonAnswer | null {
  switch (failure?.kind) {
    case 'bad_key':
      return BAD_KEY;
    case 'rate_limited':
      // Anthropic says the wait in the header alone.
      return errorAnswer(429, 'rate_limit_error', "This request would exceed your account's rate limit.", {
        'retry-after': String(failure.retryAfterMs / 1000),
      });
    case 'daily_quota':
      return invalidRequest(
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      );
    case 'invalid_request':
      return invalidRequest('messages.0.content.0: Input tag does not match any of the expected tags');
    case 'context_too_long':
      return invalidRequest('prompt is too long: 1200000 tokens > 1000000 maximum');
    case 'unavailable':
      return OVERLOADED;
    case 'blocked_prompt':
      return invalidRequest('Output blocked by content filtering policy');
    case 'http':
      return failure;
    default:
      return null;
  }
}
