import { afterAll, expect, test } from 'vitest';
import { createAnswerWork } from './answer-work.ts';
import { createThreads } from './thread/threads.ts';

const threads = createThreads();
afterAll(() => threads.close());

const code = 'ACMD-P3XE-9YU';
const text = 'Перемычка А4-14 — 45 шт.';
const block = { code, page: 1, sheet: null, sheetTitle: null, kind: 'text' as const, text, score: 1 };

test('quotes and checks come from a thread', async () => {
  const work = createAnswerWork({ threads });
  const { quotes } = await work.extract('Сколько перемычек А4-14?', [block]);
  expect(quotes[0]?.text).toContain('45 шт.');
  const content = `Перемычек А4-14 45 шт. [${code}]`;
  const citation = { n: 1, start: content.indexOf('['), end: content.length, sourceId: code };
  const { claims } = await work.verify({
    content,
    question: 'Сколько перемычек?',
    citations: [citation],
    sources: [{ id: code, text, page: 1, sheet: null, code }],
    pictures: [],
  });
  expect(claims.map(({ status }) => status)).toEqual(['confirmed', 'confirmed']);
});

test('what takes too long is given up, and the next task is done', async () => {
  const hurried = createAnswerWork({ threads, timeoutMs: 300 });
  const marks = Array.from({ length: 3000 }, (_, n) => `В${n}-14`).join(' ');
  const rows = Array.from({ length: 300 }, (_, n) => `| В${n}-14 | ${n} |`).join('\n');
  const table = `| Марка | Кол. |\n|---|---|\n${rows}`;
  const blocks = Array.from({ length: 30 }, () => ({ ...block, text: table }));
  await expect(hurried.extract(marks, blocks)).rejects.toThrow(/timeout/);
  const work = createAnswerWork({ threads });
  expect((await work.extract('Сколько перемычек А4-14?', [block])).verdict).toBe('found');
});
