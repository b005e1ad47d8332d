import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideHistory, type EarlierMessage, historyMessages } from './history.ts';

const talk = (count: number): EarlierMessage[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `m${n}`,
    role: n % 2 === 0 ? 'user' : 'assistant',
    content: `Сообщение ${n}`,
  }));
const wide = { max_messages: 10, max_tokens: 10_000 };

test('a short conversation goes as it is', () => {
  const path = talk(10);
  expect(divideHistory(path, wide, [])).toEqual({ recent: path, toSummarise: [], summary: null });
});

test('of a long one the newest are kept and the rest is summarised', () => {
  const { recent, toSummarise } = divideHistory(talk(11), wide, []);
  expect(recent.map(({ id }) => id)).toEqual(['m6', 'm7', 'm8', 'm9', 'm10']);
  expect(toSummarise.map(({ id }) => id)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']);
});

test('what a summary covers is not sent, and serves until the rest outgrows the limits', () => {
  const summaries = [{ message_id: 'm5', content: 'О перемычках.' }];
  expect(divideHistory(talk(16), wide, summaries)).toEqual({
    recent: talk(16).slice(6),
    toSummarise: [],
    summary: 'О перемычках.',
  });
  expect(divideHistory(talk(17), wide, summaries).toSummarise.at(0)?.id).toBe('m6');
});

test('one message that is too long is summarised, too', () => {
  const path = [{ id: 'm0', role: 'user' as const, content: 'слово '.repeat(5000) }];
  expect(divideHistory(path, { max_messages: 10, max_tokens: 500 }, []).recent).toEqual([]);
});

test('no message is lost or doubled, and what is kept is within the limits', () => {
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.nat(20),
      fc.integer({ min: 1, max: 300 }),
      (count, max_messages, max_tokens) => {
        const { recent, toSummarise } = divideHistory(talk(count), { max_messages, max_tokens }, []);
        expect([...toSummarise, ...recent]).toEqual(talk(count));
        expect(recent.length).toBeLessThanOrEqual(max_messages);
      },
    ),
  );
});

test('a summary stands before the messages', () => {
  const [first, second] = historyMessages(talk(1), 'О перемычках.');
  expect(JSON.stringify(first)).toContain('О перемычках.');
  expect(second?.role).toBe('assistant');
});
