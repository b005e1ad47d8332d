import { describe, expect, it } from 'vitest';
import { openAiErrors } from './openai-errors.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const toModelError = openAiErrors('OpenAI');

describe('errors in the protocol of OpenAI', () => {
  it.each([
    [401, { code: 'invalid_api_key' }, 'bad_key'],
    [403, { code: 'unsupported_country_region_territory' }, 'bad_key'],
    [429, { type: 'insufficient_quota', code: 'insufficient_quota' }, 'quota'],
    [429, { code: 'billing_hard_limit_reached' }, 'quota'],
    [429, { type: 'requests', code: 'rate_limit_exceeded' }, 'rate_limited'],
    [
      429,
      { code: 'rate_limit_exceeded', message: 'Request too large for gpt-6: Limit 30000' },
      'invalid_request',
    ],
    [429, {}, 'rate_limited'],
    [400, { code: 'context_length_exceeded' }, 'invalid_request'],
    [400, { code: 'content_policy_violation' }, 'blocked'],
    [400, { code: 'invalid_prompt' }, 'blocked'],
    [404, { code: 'model_not_found' }, 'invalid_request'],
    [408, {}, 'timeout'],
    [500, { type: 'server_error' }, 'unavailable'],
    [503, {}, 'unavailable'],
  ])('%i %j is %s', (status, error, code) => {
    expect(toModelError(apiError(status, { error }), NOW).code).toBe(code);
  });

  it.each([
    ['Please try again in 20s.', {}, 20_000],
    ['Please try again in 1.5s.', {}, 1500],
    ['Please try again in 120ms.', {}, 120],
    ['Please try again in 6m0s.', {}, 360_000],
    ['Please try again in 1h2m3s.', {}, 3_723_000],
    ['Please try again in 20s.', { 'retry-after': '7' }, 7000],
    ['Please try again in 20s.', { 'retry-after-ms': '350' }, 350],
    ['Please be patient.', {}, null],
  ])('waits as «%s» %j says: %s ms', (message, headers, ms) => {
    const error = { code: 'rate_limit_exceeded', message };
    expect(toModelError(apiError(429, { error }, headers), NOW).retryAfterMs).toBe(ms);
  });

  it.each([
    ['Ollama', apiError(400, { error: '"llama3" does not support thinking' }), 'invalid_request'],
    ['vLLM', apiError(400, { object: 'error', message: 'too long', code: 400 }), 'invalid_request'],
    [
      'vLLM inside a stream',
      { message: 'engine died', type: 'InternalServerError', code: 500 },
      'unavailable',
    ],
    [
      'a limit inside a stream',
      { message: 'x', type: 'requests', code: 'rate_limit_exceeded' },
      'rate_limited',
    ],
    [
      'a failed response',
      { statusCode: 500, data: { type: 'response.failed', response: { error: { code: 'server_error' } } } },
      'unavailable',
    ],
    ['a proxy', apiError(502, '<html>'), 'unavailable'],
  ])('reads those of %s', (_, failure, code) => {
    expect(toModelError(failure, NOW).code).toBe(code);
  });

  it('says what only an operator can help', () => {
    const message = 'Your organization must be verified to generate reasoning summaries.';
    expect(toModelError(apiError(400, { error: { message } }), NOW).message).toContain('not verified');
  });

  it('lets no sentence of the vendor into its message', () => {
    const error = toModelError(
      apiError(400, { error: { code: 'секрет', type: 'x y', message: 'секрет' } }),
      NOW,
    );
    expect([error.message, error.cause]).toEqual(['OpenAI answered 400', undefined]);
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
