import { expect, it } from 'vitest';
import type { Chat } from './chats-query.ts';
import { groupChats, monthName } from './group-chats.ts';

const chat = (updated: Date): Chat => ({
  ...{ id: updated.toISOString(), title: '', description: null, user_id: 'u', is_archived: false },
  ...{ created_at: updated.toISOString(), updated_at: updated.toISOString() },
});

const now = new Date(2026, 10, 20, 0, 30);

it('groups by the reader’s own days', () => {
  const chats = [
    new Date(2026, 10, 20, 0, 5),
    new Date(2026, 10, 19, 23, 59),
    new Date(2026, 10, 15),
    new Date(2025, 2, 1),
  ];
  const headings = groupChats(chats.map(chat), now).filter((row) => row.type === 'heading');
  expect(headings.map((row) => row.type === 'heading' && row.group)).toEqual([
    'today',
    'yesterday',
    'week',
    '2025-03',
  ]);
});

it('names months, with the year when it is another', () => {
  expect(monthName('2026-03', 'ru', now)).toBe('Март');
  expect(monthName('2025-12', 'ru', now)).toMatch(/^Декабрь 2025/);
});
