import type { Answer, Page } from '@aizoomdoc/client';
import { type createChat, listChats } from '@aizoomdoc/contracts';
import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type Chat = Answer<typeof createChat>;

type ChatPages = InfiniteData<Page<Chat>>;

/** My chats, recent first, page by page. */
export const chatsQuery = infiniteQueryOptions({
  queryKey: ['chats'],
  queryFn: ({ pageParam, signal }) =>
    client.list(listChats, {
      query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Changes one chat in the list at once; the server's order comes with the next fetch. */
export function updateListedChat(queryClient: QueryClient, chatId: string, change: Partial<Chat>): void {
  queryClient.setQueryData(chatsQuery.queryKey, (pages: ChatPages | undefined) =>
    mapPages(pages, (items) => items.map((chat) => (chat.id === chatId ? { ...chat, ...change } : chat))),
  );
}

/** Puts a chat first in the list. */
export function listChatFirst(queryClient: QueryClient, chat: Chat): void {
  queryClient.setQueryData(chatsQuery.queryKey, (pages: ChatPages | undefined) =>
    mapPages(pages, (items, page) => {
      const others = items.filter(({ id }) => id !== chat.id);
      return page === 0 ? [chat, ...others] : others;
    }),
  );
}

export function removeListedChat(queryClient: QueryClient, chatId: string): void {
  queryClient.setQueryData(chatsQuery.queryKey, (pages: ChatPages | undefined) =>
    mapPages(pages, (items) => items.filter(({ id }) => id !== chatId)),
  );
}

function mapPages(
  pages: ChatPages | undefined,
  change: (items: Chat[], page: number) => Chat[],
): ChatPages | undefined {
  if (pages === undefined) return undefined;
  return { ...pages, pages: pages.pages.map((page, at) => ({ ...page, items: change(page.items, at) })) };
}
