import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelError, type ModelMessage } from '../provider.ts';
import { FAILURES } from './conformance-failures.ts';
import {
  assertKeepsSecrets,
  type ConformanceHarness,
  type ConformanceSubject,
  collect,
  failureOf,
  open,
  textOf,
  user,
  withSubject,
} from './conformance-subject.ts';
import {
  checkFiles,
  checkMalformedRound,
  checkToolRound,
  MALFORMED_ROUND,
  TOOL_ROUND,
} from './conformance-tools.ts';
import { inWords, type ScriptedFailure } from './script.ts';

export interface ConformanceCase {
  name: string;
  /** Throws where the provider breaks the contract. */
  run(): Promise<void>;
}

/**
 * What every provider must do, whatever its vendor; free of any test runner.
 *
 * @example
 * for (const { name, run } of conformanceCases(harness)) it(name, run);
 */
export function conformanceCases(harness: ConformanceHarness): ConformanceCase[] {
  const lacks = new Set(harness.lacks);
  return CASES.filter(({ needs }) => !needs || !lacks.has(needs)).map(({ name, run }) => ({
    name,
    run: () => run(harness),
  }));
}

interface VendorlessCase {
  name: string;
  /** A failure that the vendor must have words for. */
  needs?: ScriptedFailure['kind'] | undefined;
  run(harness: ConformanceHarness): Promise<void>;
}

const CASES: readonly VendorlessCase[] = [
  {
    name: 'streams text and thinking in order and ends with usage and finish',
    run: (harness) =>
      withSubject(harness, [ANSWER], async (subject) => {
        assert.deepEqual(await collect(subject), [
          { type: 'thinking', text: 'Думаю' },
          { type: 'text', text: 'Итого' },
          { type: 'text', text: ' 45 шт.' },
          {
            type: 'usage',
            usage: { inputTokens: 120, outputTokens: 30, thinkingTokens: 10, cachedTokens: 100 },
          },
          { type: 'finish', reason: 'stop' },
        ]);
      }),
  },
  {
    name: 'yields each chunk as it comes',
    run: (harness) =>
      withSubject(harness, [{ parts: inWords('один два три четыре'), delayMs: 80 }], async (subject) => {
        let firstAt = 0;
        for await (const event of open(subject)) if (event.type === 'text') firstAt ||= performance.now();
        const ahead = performance.now() - firstAt;
        assert.ok(ahead > 150, `the first chunk came only ${ahead.toFixed(0)} ms before the end`);
      }),
  },
  {
    name: 'says when the answer is cut by its length',
    run: (harness) =>
      withSubject(harness, [{ parts: [{ text: 'Начало' }], finish: 'length' }], async (subject) => {
        assert.deepEqual((await collect(subject)).at(-1), { type: 'finish', reason: 'length' });
      }),
  },
  {
    name: 'carries tool calls out, results and provider state back',
    run: (harness) => withSubject(harness, TOOL_ROUND, checkToolRound),
  },
  {
    name: 'tells what a model wrote in place of arguments, and goes on',
    run: (harness) => withSubject(harness, MALFORMED_ROUND, checkMalformedRound),
  },
  {
    name: 'brings files to the vendor and names them, or refuses them',
    run: (harness) => withSubject(harness, [{ parts: [{ text: 'да' }] }], checkFiles),
  },
  {
    name: 'survives letters cut in the middle of their bytes',
    run: (harness) =>
      withSubject(
        harness,
        [{ parts: inWords('Ж/б перемычка «А4-14» 😀'), bytesPerWrite: 3 }],
        async (subject) => {
          assert.equal(textOf(await collect(subject)), 'Ж/б перемычка «А4-14» 😀');
        },
      ),
  },
  {
    name: 'sends nothing for an empty answer of a stopped run',
    run: (harness) =>
      withSubject(harness, [{ parts: [{ text: 'да' }] }], async (subject) => {
        const messages: ModelMessage[] = [
          user('раз'),
          { role: 'assistant', text: '', toolCalls: [] },
          user('два'),
        ];
        assert.equal(textOf(await collect(subject, { messages })), 'да');
      }),
  },
  ...FAILURES.map(({ name, turn, code, retryAfterMs = null, textBefore = '' }) => ({
    name: `fails as ${code}: ${name}`,
    needs: turn.failure?.kind,
    run: (harness: ConformanceHarness) =>
      withSubject(harness, [turn], async (subject) => {
        const { error, events } = await failureOf(subject);
        assert.ok(error instanceof ModelError, `not a ModelError: ${error}`);
        assert.equal(error.code, code);
        if (retryAfterMs !== 'any') assert.equal(error.retryAfterMs, retryAfterMs);
        assert.equal(textOf(events), textBefore);
        assert.ok(!events.some(({ type }) => type === 'finish'), 'a failed stream has no finish');
        assertKeepsSecrets(error, subject.apiKey);
      }),
  })),
  {
    name: 'fails as timeout: no first byte',
    run: (harness) => withSubject(harness, [{ failure: { kind: 'hang' } }], checkTimeout, SHORT),
  },
  {
    name: 'fails as timeout: silence in mid-answer',
    run: (harness) =>
      withSubject(harness, [{ parts: [{ text: 'а' }], failure: { kind: 'hang' } }], checkTimeout, SHORT),
  },
  {
    name: 'does not blame the vendor for a slow reader',
    run: (harness) =>
      withSubject(
        harness,
        [{ parts: inWords('раз два три') }],
        async (subject) => {
          let text = '';
          for await (const event of open(subject)) {
            await sleep(SHORT.idleTimeoutMs * 1.5);
            if (event.type === 'text') text += event.text;
          }
          assert.equal(text, 'раз два три');
        },
        SHORT,
      ),
  },
  {
    name: 'fails as unavailable: nobody listens',
    run: async (harness) => {
      const subject = await harness.start([]);
      await subject.close();
      const { error } = await failureOf(subject);
      assert.ok(error instanceof ModelError);
      assert.equal(error.code, 'unavailable');
      assertKeepsSecrets(error, subject.apiKey);
    },
  },
  {
    name: 'fails as bad_key without a key or with an impossible one, asking nobody',
    run: (harness) =>
      withSubject(harness, [ANSWER], async (subject) => {
        const none = harness.keyIsOptional ? [] : [null, ''];
        for (const apiKey of [...none, 'ключ-кириллицей', 'two\nlines']) {
          const { error } = await failureOf({ ...subject, apiKey });
          assert.ok(error instanceof ModelError);
          assert.equal(error.code, 'bad_key');
          assert.ok(!apiKey || !String(error.stack).includes(apiKey));
        }
        assert.equal(subject.sent().length, 0);
      }),
  },
  {
    name: 'an aborted signal stops it before it asks',
    run: (harness) =>
      withSubject(harness, [ANSWER], async (subject) => {
        const reason = new Error('стоп');
        const { error } = await failureOf(subject, AbortSignal.abort(reason));
        assert.equal(error, reason);
        assert.equal(subject.sent().length, 0);
      }),
  },
  {
    name: 'an abort before the first byte closes the socket within 200 ms',
    run: (harness) =>
      withSubject(harness, [{ failure: { kind: 'hang' } }], (subject) => checkAbort(subject, 150)),
  },
  {
    name: 'an abort in mid-answer closes the socket within 200 ms',
    run: (harness) =>
      withSubject(harness, [{ parts: inWords('слово '.repeat(500)), delayMs: 5 }], (subject) =>
        checkAbort(subject, 150),
      ),
  },
  {
    name: 'a reader that leaves closes the socket',
    run: (harness) =>
      withSubject(harness, [{ parts: inWords('слово '.repeat(500)), delayMs: 5 }], async (subject) => {
        for await (const event of open(subject)) if (event.type === 'text') break;
        assert.equal(await subject.lastClosed(), 'aborted');
      }),
  },
];

const SHORT = { firstByteTimeoutMs: 150, idleTimeoutMs: 150 };

const ANSWER = {
  parts: [{ thought: 'Думаю' }, { text: 'Итого' }, { text: ' 45 шт.' }],
  usage: { inputTokens: 120, outputTokens: 30, thinkingTokens: 10, cachedTokens: 100 },
};

async function checkTimeout(subject: ConformanceSubject): Promise<void> {
  const start = performance.now();
  const { error } = await failureOf(subject);
  assert.ok(error instanceof ModelError);
  assert.equal(error.code, 'timeout');
  assert.ok(performance.now() - start < 2000, 'the timeout is late');
  assert.equal(await subject.lastClosed(), 'aborted');
}

async function checkAbort(subject: ConformanceSubject, afterMs: number): Promise<void> {
  const stop = new AbortController();
  const reason = new Error('стоп');
  let abortedAt = 0;
  setTimeout(() => {
    abortedAt = performance.now();
    stop.abort(reason);
  }, afterMs);
  const { error } = await failureOf(subject, stop.signal);
  assert.equal(error, reason);
  assert.equal(await subject.lastClosed(), 'aborted');
  const late = performance.now() - abortedAt;
  assert.ok(late < 200, `the socket closed ${late.toFixed(0)} ms after the abort`);
}
