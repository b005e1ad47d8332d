import type { Answer } from '@aizoomdoc/client';
import { getChat, listMessages } from '@aizoomdoc/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type ChatDetail = Answer<typeof getChat>;
export type Message = ChatDetail['messages'][number];
export type Citation = Message['citations'][number];
export type Attachment = ChatDetail['attachments'][number];

/** How many latest messages come with the chat itself. */
export const LATEST = 100;

export const chatQuery = (chatId: string) =>
  queryOptions({
    queryKey: ['chat', chatId],
    queryFn: ({ signal }) => client.call(getChat, { params: { chat_id: chatId }, signal }),
  });

/** The whole history from its end; begun when somebody scrolls above what came with the chat. */
export const historyQuery = (chatId: string) =>
  infiniteQueryOptions({
    queryKey: ['chat', chatId, 'history'],
    queryFn: ({ pageParam, signal }) =>
      client.list(listMessages, {
        params: { chat_id: chatId },
        query: { limit: LATEST, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
  });
