import { describe, expect, it } from 'vitest';
import { toModelError } from './errors.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('errors of Claude', () => {
  it.each([
    [401, 'authentication_error', 'invalid x-api-key', 'bad_key'],
    [403, 'permission_error', 'Your API key does not have permission', 'bad_key'],
    [402, 'billing_error', 'pay', 'quota'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.', 'quota'],
    [400, 'invalid_request_error', 'You have reached your specified API usage limits.', 'quota'],
    [400, 'invalid_request_error', 'prompt is too long: 1200000 tokens > 1000000 maximum', 'invalid_request'],
    [400, 'invalid_request_error', 'Output blocked by content filtering policy', 'blocked'],
    [404, 'not_found_error', 'model: claude-9', 'invalid_request'],
    [413, 'request_too_large', 'Request exceeds the maximum size', 'invalid_request'],
    [429, 'rate_limit_error', 'slow down', 'rate_limited'],
    [500, 'api_error', 'Internal server error', 'unavailable'],
    [504, 'timeout_error', 'timed out', 'unavailable'],
    [529, 'overloaded_error', 'Overloaded', 'unavailable'],
  ])('%i %s «%s» is %s', (...[status, type, message, code]) => {
    const error = toModelError(apiError(status, { type: 'error', error: { type, message } }), NOW);
    expect([error.code, error.message]).toEqual([code, `Claude answered ${status} ${type}`]);
  });

  it('reads an error inside a stream, and the wait', () => {
    const inStream = {
      message: 'x',
      statusCode: 529,
      data: { type: 'overloaded_error', message: 'Overloaded' },
    };
    expect(toModelError(inStream, NOW)).toMatchObject({
      code: 'unavailable',
      message: 'Claude answered 529 overloaded_error',
    });
    const date = new Date(NOW + 5000).toUTCString();
    expect(toModelError(apiError(429, {}, { 'retry-after': date }), NOW).retryAfterMs).toBe(5000);
  });

  it('lets no sentence of the vendor into its message', () => {
    const error = toModelError(
      apiError(400, { error: { type: 'секрет из запроса', message: 'секрет' } }),
      NOW,
    );
    expect([error.message, error.cause]).toEqual(['Claude answered 400', undefined]);
  });
});

function apiError(statusCode: number, body: unknown, responseHeaders: Record<string, string> = {}): Error {
  return Object.assign(new Error('the prompt is here'), {
    name: 'AI_APICallError',
    statusCode,
    responseHeaders,
    responseBody: JSON.stringify(body),
  });
}
