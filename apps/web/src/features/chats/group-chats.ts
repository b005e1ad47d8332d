import { startOfDay } from '#shared/lib/format.ts';
import type { Chat } from './chats-query.ts';

/** A day, `week` for the days before it, or a month `2026-03` further back. */
export type ChatGroup = 'today' | 'yesterday' | 'week' | `${number}-${string}`;

export type ChatRow = { type: 'heading'; group: ChatGroup } | { type: 'chat'; chat: Chat };

const DAY = 86_400_000;

/** Chats, recent first, under headings by the day of their last message. */
export function groupChats(chats: readonly Chat[], now: Date): ChatRow[] {
  const rows: ChatRow[] = [];
  let current: ChatGroup | null = null;
  for (const chat of chats) {
    const group = groupOf(new Date(chat.updated_at), now);
    if (group !== current) rows.push({ type: 'heading', group });
    current = group;
    rows.push({ type: 'chat', chat });
  }
  return rows;
}

function groupOf(date: Date, now: Date): ChatGroup {
  const today = startOfDay(now);
  const day = startOfDay(date);
  if (day >= today) return 'today';
  // Half a day of slack: days are 23 or 25 hours long when the clocks change.
  const daysAgo = Math.floor((today - day + DAY / 2) / DAY);
  if (daysAgo === 1) return 'yesterday';
  if (daysAgo < 7) return 'week';
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

/** «Март», «Декабрь 2025 г.» */
export function monthName(group: string, locale: string, now: Date): string {
  const [year = 0, month = 1] = group.split('-').map(Number);
  const format = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: year === now.getFullYear() ? undefined : 'numeric',
  });
  const name = format.format(new Date(year, month - 1, 1));
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
