import type { Page } from '@aizoomdoc/client';
import { count, flag, optional } from './parameters.ts';

/** Pages are asked for in pieces no larger than this. */
const largestPage = 100;
const defaultLimit = 50;

/** Options of every list. */
export const pagingOptions = {
  limit: count('--limit <N>', `сколько показать (обычно ${defaultLimit})`),
  all: flag('--all', 'показать всё'),
  cursor: optional('--cursor <метка>', 'продолжить с метки next прошлого ответа'),
};

export interface Paging {
  limit: number | undefined;
  all: boolean;
  cursor: string | undefined;
}

/** Follows the pages of a list until there are enough items. */
export async function collectPages<Item>(
  fetchPage: (query: { limit: number; cursor: string | undefined }) => Promise<Page<Item>>,
  { limit = defaultLimit, all, cursor }: Paging,
): Promise<Page<Item>> {
  const wanted = all ? Number.POSITIVE_INFINITY : limit;
  const items: Item[] = [];
  let next: string | null = cursor ?? null;
  do {
    const size = Math.min(largestPage, wanted - items.length);
    const page: Page<Item> = await fetchPage({ limit: size, cursor: next ?? undefined });
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < wanted);
  return { items, next };
}

/** Every item of a list that a name is looked up in. */
export async function collectAll<Item>(
  fetchPage: (query: { limit: number; cursor: string | undefined }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const { items } = await collectPages(fetchPage, { limit: undefined, all: true, cursor: undefined });
  return items;
}

/** What stands under a list that goes on. */
export function formatMore(next: string | null): string {
  return next === null ? '' : '\n… это не всё: --limit N или --all';
}
