import { expect, it } from 'vitest';
import type { Message } from './chat-query.ts';
import { noExtras } from './extras.ts';
import { startRunView } from './run-view.ts';
import { buildTimeline } from './timeline.ts';

const message = (id: string, role: Message['role'], extra: Partial<Message> = {}): Message => ({
  ...{
    id,
    role,
    chat_id: 'c',
    content: id,
    message_type: 'text',
    status: 'complete',
    run_id: null,
    model: null,
    parent_id: null,
    variants: [id],
    model_profile: null,
    checks: null,
    diff: [],
    not_examined: [],
    cost_usd: null,
    prompts: null,
    compare: null,
    regions: [],
  },
  ...{ citations: [], usage: null, error_code: null, created_at: '2026-11-20T10:00:00Z', images: [] },
  ...extra,
});
const view = { ...startRunView({ id: 'run-1', status: 'running', user_message_id: '1' }), text: 'Пишу' };
const keys = (items: { key: string; kind: string }[]) => items.map(({ kind, key }) => `${kind}:${key}`);

it('shows overlapping pages once and in order', () => {
  const messages = [
    message('1', 'user'),
    message('2', 'assistant'),
    message('2', 'assistant'),
    message('3', 'user'),
  ];
  expect(keys(buildTimeline({ messages, pending: [], view: null }))).toEqual([
    'question:1',
    'answer:2',
    'question:3',
  ]);
});

it('keeps the key of an answer when it is stored', () => {
  const messages = [message('1', 'user')];
  const live = buildTimeline({ messages, pending: [], view });
  const done = { ...view, status: 'done' as const, messageId: '2' };
  const stored = buildTimeline({
    messages: [...messages, message('2', 'assistant', { run_id: 'run-1' })],
    pending: [],
    view: done,
  });
  expect(keys(live)).toEqual(['question:1', 'answer:run-1']);
  expect(keys(stored)).toEqual(keys(live));
});

it('puts an answer in the making under its question; those asked since wait below', () => {
  const messages = [message('1', 'user'), message('2', 'user'), message('3', 'user')];
  const items = buildTimeline({ messages, pending: [], view });
  expect(keys(items)).toEqual(['question:1', 'answer:run-1', 'question:2', 'question:3']);
  expect(items.map((item) => (item.kind === 'question' ? item.waiting : '-'))).toEqual([null, '-', 1, 2]);
});

it('puts what is not sent yet last', () => {
  const pending = [{ key: 'p', content: 'Ещё', documentIds: [], extras: noExtras, error: null }];
  expect(keys(buildTimeline({ messages: [message('1', 'user')], pending, view: null })).at(-1)).toBe(
    'pending:p',
  );
});

it('shows neither system messages nor an ended run without words', () => {
  const ended = { ...startRunView({ id: 'run-1', status: 'stopped', user_message_id: '1' }) };
  expect(buildTimeline({ messages: [message('0', 'system')], pending: [], view: ended })).toEqual([]);
});
