import { describe, expect, it } from 'vitest';
import { finishError, toModelError } from './errors.ts';

const NOW = Date.parse('2026-10-12T10:00:00Z');

describe('errors of Gemini', () => {
  it.each([
    [401, {}, 'bad_key'],
    [403, { status: 'PERMISSION_DENIED' }, 'bad_key'],
    [403, { details: [{ reason: 'BILLING_DISABLED' }] }, 'quota'],
    [402, {}, 'quota'],
    [404, { status: 'NOT_FOUND' }, 'invalid_request'],
    [400, { status: 'FAILED_PRECONDITION' }, 'invalid_request'],
    [400, { details: [{ reason: 'API_KEY_EXPIRED' }] }, 'bad_key'],
    [408, {}, 'timeout'],
    [409, { status: 'ABORTED' }, 'unavailable'],
    [499, { status: 'CANCELLED' }, 'unavailable'],
    [504, { status: 'DEADLINE_EXCEEDED' }, 'unavailable'],
    [429, {}, 'rate_limited'],
    [429, { message: 'Resource has been exhausted (e.g. check quota).' }, 'rate_limited'],
    [
      429,
      { message: 'Quota exceeded for metric: free_tier_requests, limit: 0, model: gemini-4-argon' },
      'quota',
    ],
    [429, { message: 'Your prepayment credits are depleted.' }, 'quota'],
    [
      429,
      { message: 'You exceeded your current quota, please check your plan and billing details.' },
      'rate_limited',
    ],
  ])('%i %j is %s', (statusCode, error, code) => {
    expect(toModelError(apiError(statusCode, { error }), NOW).code).toBe(code);
  });

  it.each([
    [{ 'retry-after': '2' }, {}, 2000],
    [{ 'retry-after': 'Mon, 12 Oct 2026 10:00:30 GMT' }, {}, 30_000],
    [{ 'retry-after': 'Mon, 12 Oct 2026 09:00:00 GMT' }, {}, 0],
    [{ 'retry-after': 'soon' }, { details: [{ retryDelay: '45.578569677s' }] }, 45_579],
    [{}, { message: 'Please retry in 20.04466179s.' }, 20_045],
    [{}, {}, null],
  ])('waits as %j %j says: %s ms', (headers, error, ms) => {
    expect(toModelError(apiError(429, { error }, headers), NOW).retryAfterMs).toBe(ms);
  });

  it('reads an error wrapped in an array, and survives details of unknown forms', () => {
    const details = [{ '@type': 'new', reason: 'X' }, 'no object'];
    expect(
      toModelError(apiError(400, [{ error: { status: 'INVALID_ARGUMENT', details } }]), NOW).message,
    ).toBe('Gemini answered 400 INVALID_ARGUMENT');
  });

  it('lets no sentence of the vendor into its message', () => {
    const error = toModelError(
      apiError(400, { error: { status: 'секрет из запроса', message: 'секрет' } }),
      NOW,
    );
    expect(error.message).toBe('Gemini answered 400');
    expect(error.cause).toBeUndefined();
  });

  it('keeps the error of the socket for the log', () => {
    const socket = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = toModelError(
      Object.assign(new Error('x', { cause: socket }), { name: 'AI_APICallError' }),
      NOW,
    );
    expect(error).toMatchObject({ code: 'unavailable', cause: socket });
  });

  it.each([
    ['STOP', null],
    ['MAX_TOKENS', null],
    ['RECITATION', 'blocked'],
    ['PROHIBITED_CONTENT', 'blocked'],
    ['MISSING_THOUGHT_SIGNATURE', 'invalid_request'],
    ['OTHER', 'broken_stream'],
    ['A_REASON_OF_TOMORROW', 'broken_stream'],
    [undefined, 'broken_stream'],
  ])('finish reason %s is %s', (reason, code) => {
    expect(finishError(reason)?.code ?? null).toBe(code);
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
