import type { ModelErrorCode } from '../provider.ts';
import type { ScriptedTurn } from './script.ts';

interface FailureCase {
  name: string;
  turn: ScriptedTurn;
  code: ModelErrorCode;
  /** Default none; `any` where vendors differ. */
  retryAfterMs?: number | 'any';
  /** What the stream said before it failed. */
  textBefore?: string;
}

const BEGUN = { parts: [{ text: 'Нача' }, { text: 'ло' }] };

/** Every failure of a vendor and the code it must become. */
export const FAILURES: readonly FailureCase[] = [
  { name: 'the vendor refuses the key', turn: { failure: { kind: 'bad_key' } }, code: 'bad_key' },
  {
    name: 'too many requests, the wait in the body',
    turn: { failure: { kind: 'rate_limited', retryAfterMs: 2500 } },
    code: 'rate_limited',
    retryAfterMs: 2500,
  },
  {
    name: 'too many requests, the wait in a header',
    turn: { failure: { kind: 'rate_limited', retryAfterMs: 3000, hint: 'header' } },
    code: 'rate_limited',
    retryAfterMs: 3000,
  },
  {
    name: "the day's quota is spent",
    turn: { failure: { kind: 'daily_quota' } },
    code: 'quota',
    retryAfterMs: 'any',
  },
  {
    name: 'a request that the vendor cannot read',
    turn: { failure: { kind: 'invalid_request' } },
    code: 'invalid_request',
  },
  {
    name: 'a prompt above what the model can read',
    turn: { failure: { kind: 'context_too_long' } },
    code: 'invalid_request',
  },
  { name: 'the vendor is overloaded', turn: { failure: { kind: 'unavailable' } }, code: 'unavailable' },
  {
    name: 'an answer that is no JSON',
    turn: { failure: { kind: 'http', status: 502, body: '<html>Bad Gateway' } },
    code: 'unavailable',
  },
  { name: 'the prompt is refused', turn: { failure: { kind: 'blocked_prompt' } }, code: 'blocked' },
  {
    name: 'the answer is withheld',
    turn: { ...BEGUN, failure: { kind: 'blocked_answer' } },
    code: 'blocked',
    textBefore: 'Начало',
  },
  {
    name: 'an error inside the stream',
    turn: { ...BEGUN, failure: { kind: 'error_in_stream' } },
    code: 'unavailable',
    textBefore: 'Начало',
  },
  {
    name: 'the connection is cut',
    turn: { ...BEGUN, delayMs: 5, failure: { kind: 'cut' } },
    code: 'broken_stream',
    textBefore: 'Начало',
  },
  {
    name: 'the connection is cut in the middle of a letter',
    turn: { ...BEGUN, delayMs: 5, failure: { kind: 'cut_in_letter' } },
    code: 'broken_stream',
    textBefore: 'Начало',
  },
  {
    name: 'malformed JSON',
    turn: { ...BEGUN, failure: { kind: 'malformed_json' } },
    code: 'broken_stream',
    textBefore: 'Начало',
  },
  {
    name: 'no finish reason',
    turn: { ...BEGUN, failure: { kind: 'no_finish' } },
    code: 'broken_stream',
    textBefore: 'Начало',
  },
  {
    name: 'a malformed tool call',
    turn: { ...BEGUN, failure: { kind: 'malformed_call' } },
    code: 'malformed_output',
    textBefore: 'Начало',
  },
];
