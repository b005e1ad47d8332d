import type { ScriptedFailure } from './script.ts';
import type { JsonAnswer } from './vendor-server.ts';

/** OpenAI's own error bodies. */
export function errorAnswer(
  status: number,
  {
    message,
    type,
    code = null,
    param = null,
  }: { message: string; type: string; code?: string | null; param?: string | null },
  headers: Record<string, string> = {},
): JsonAnswer {
  return { status, headers, body: JSON.stringify({ error: { message, type, param, code } }) };
}

export function invalidRequest(message: string, param: string | null = null): JsonAnswer {
  return errorAnswer(400, { message, type: 'invalid_request_error', param });
}

/** A script that threw: the test's own mistake. */
export function serverError(message: string): JsonAnswer {
  return errorAnswer(500, { message, type: 'server_error', code: 'server_error' });
}

export const NO_KEY = errorAnswer(401, {
  message: "You didn't provide an API key. You need to provide your API key in an Authorization header.",
  type: 'invalid_request_error',
});

export const BAD_KEY = errorAnswer(401, {
  message: 'Incorrect API key provided: test****. You can find your API key in your account.',
  type: 'invalid_request_error',
  code: 'invalid_api_key',
});

export const NOT_FOUND = errorAnswer(404, {
  message: 'Invalid URL',
  type: 'invalid_request_error',
});

/** The answer in place of a stream, for failures that come before it; else `null`. */
export function refusalOf(failure: ScriptedFailure | undefined): JsonAnswer | null {
  switch (failure?.kind) {
    case 'bad_key':
      return BAD_KEY;
    case 'rate_limited':
      return tooMany(failure.retryAfterMs, failure.hint);
    case 'daily_quota':
      return errorAnswer(429, {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      });
    case 'invalid_request':
      return invalidRequest("Unknown parameter: 'чертёж'.", 'чертёж');
    case 'context_too_long':
      return errorAnswer(400, {
        message:
          'Your input exceeds the context window of this model. Please adjust your input and try again.',
        type: 'invalid_request_error',
        code: 'context_length_exceeded',
      });
    case 'unavailable':
      return errorAnswer(503, {
        message: 'The engine is currently overloaded.',
        type: 'service_unavailable_error',
      });
    case 'blocked_prompt':
      return errorAnswer(400, {
        message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
        type: 'invalid_request_error',
        code: 'invalid_prompt',
      });
    case 'http':
      return failure;
    default:
      return null;
  }
}

function tooMany(retryAfterMs: number, hint: 'body' | 'header' = 'body'): JsonAnswer {
  const seconds = retryAfterMs / 1000;
  const again = hint === 'body' ? ` Please try again in ${seconds}s.` : '';
  return errorAnswer(
    429,
    {
      message: `Rate limit reached for requests per min (RPM).${again}`,
      type: 'requests',
      code: 'rate_limit_exceeded',
    },
    hint === 'header' ? { 'retry-after': String(Math.ceil(seconds)) } : {},
  );
}
