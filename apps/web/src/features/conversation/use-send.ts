import type { Answer } from '@aizoomdoc/client';
import { createChat, sendMessage } from '@aizoomdoc/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { listChatFirst } from '#features/chats/chats-query.ts';
import { preloadMarkdown } from '#features/markdown/lazy-markdown.tsx';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { type ChatDetail, chatQuery } from './chat-query.ts';
import { type Extras, extrasBody, noExtras } from './extras.ts';
import { addPending, markPending, type PendingMessage, removePending } from './outbox.ts';

type Sent = Answer<typeof sendMessage>;

/** Sends a message that is already in the outbox; sending the same one again is safe. */
export function useDeliver() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useCallback(
    async (chatId: string, { key, content, documentIds, extras }: PendingMessage) => {
      markPending(chatId, key, null);
      const body = {
        content,
        ...(documentIds.length > 0 && { attached_document_ids: [...documentIds] }),
        ...extrasBody(extras),
      };
      try {
        const sent = await client.call(sendMessage, {
          params: { chat_id: chatId },
          body,
          idempotencyKey: key,
        });
        // A fetch begun before the message was stored must not take it off the screen.
        await queryClient.cancelQueries({ queryKey: chatQuery(chatId).queryKey, exact: true });
        queryClient.setQueryData(chatQuery(chatId).queryKey, (chat) => withSent(chat, sent));
        removePending(chatId, key);
        const chat = queryClient.getQueryData(chatQuery(chatId).queryKey)?.chat;
        if (chat !== undefined) listChatFirst(queryClient, { ...chat, updated_at: sent.message.created_at });
        if (documentIds.length > 0)
          queryClient.invalidateQueries({ queryKey: ['chat', chatId], exact: true });
      } catch (error) {
        markPending(chatId, key, describeError(error, t));
      }
    },
    [queryClient, t],
  );
}

/** The chat after the server has taken a message, or begun to answer one anew. */
export function withSent(chat: ChatDetail | undefined, { message, run }: Sent): ChatDetail | undefined {
  if (chat === undefined) return undefined;
  const others = chat.messages.filter(({ id }) => id !== message.id);
  const known = others.length < chat.messages.length;
  return { ...chat, run, messages: known ? chat.messages : [...chat.messages, message] };
}

/** Sends to an open chat: the message is on the screen before the server has it. */
export function useSend(chatId: string): (content: string, extras: Extras) => void {
  const deliver = useDeliver();
  return useCallback(
    (content, extras) => {
      const pending = newPending(content, [], extras);
      addPending(chatId, pending);
      deliver(chatId, pending);
    },
    [chatId, deliver],
  );
}

/** Key under which the first message waits for its chat. */
export const NEW_CHAT = 'new';

export interface FirstMessage {
  send: (content: string, documentIds: readonly string[], extras?: Extras) => void;
  retry: (pending: PendingMessage) => void;
}

/** Opens a chat with its first message. */
export function useFirstMessage(): FirstMessage {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const deliver = useDeliver();

  const retry = useCallback(
    async (pending: PendingMessage) => {
      markPending(NEW_CHAT, pending.key, null);
      preloadMarkdown();
      // Its page comes while the server makes the chat.
      router.preloadRoute({ to: '/chat/$chatId', params: { chatId: NEW_CHAT } });
      try {
        const chat = await client.call(createChat, { body: {}, idempotencyKey: `${pending.key}-chat` });
        queryClient.setQueryData(chatQuery(chat.id).queryKey, {
          chat,
          messages: [],
          attachments: [],
          run: null,
        });
        listChatFirst(queryClient, chat);
        addPending(chat.id, pending);
        deliver(chat.id, pending);
        await navigate({ to: '/chat/$chatId', params: { chatId: chat.id } });
        removePending(NEW_CHAT, pending.key);
      } catch (error) {
        markPending(NEW_CHAT, pending.key, describeError(error, t));
      }
    },
    [deliver, navigate, queryClient, router, t],
  );
  const send = useCallback(
    (content: string, documentIds: readonly string[], extras: Extras = noExtras) => {
      const pending = newPending(content, documentIds, extras);
      addPending(NEW_CHAT, pending);
      retry(pending);
    },
    [retry],
  );
  return { send, retry };
}

function newPending(content: string, documentIds: readonly string[], extras: Extras): PendingMessage {
  const key = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
  return { key, content, documentIds, extras, error: null };
}
