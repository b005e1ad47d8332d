import { deleteChat } from '@aizoomdoc/contracts';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { client } from '#shared/api/client.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import { type Chat, chatsQuery, removeListedChat } from './chats-query.ts';

const UNDO_TIME = 6_000;

/** Chats on their way to the archive: hidden at once, sent when it is too late to undo. */
const leaving = new Map<string, { timer: ReturnType<typeof setTimeout>; send: () => void }>();
const listeners = new Set<() => void>();
let leavingIds: ReadonlySet<string> = new Set();

function publish(): void {
  leavingIds = new Set(leaving.keys());
  for (const listener of listeners) listener();
}

// The server has no way back from the archive, so a page that closes must send what it held.
addEventListener('pagehide', () => {
  for (const { send } of leaving.values()) send();
});

export function useLeavingChats(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => leavingIds,
  );
}

/** Hides a chat and archives it after the time to undo. */
export function useArchiveChat(): (chat: Chat) => void {
  const queryClient = useQueryClient();

  async function send(chat: Chat) {
    clearTimeout(leaving.get(chat.id)?.timer);
    try {
      await client.call(deleteChat, { params: { chat_id: chat.id } });
      removeListedChat(queryClient, chat.id);
    } catch {
      showToast(i18next.t('chats.archiveFailed'));
      await queryClient.invalidateQueries({ queryKey: chatsQuery.queryKey });
    } finally {
      leaving.delete(chat.id);
      publish();
    }
  }

  return (chat) => {
    leaving.set(chat.id, { timer: setTimeout(() => send(chat), UNDO_TIME), send: () => send(chat) });
    publish();
    showToast(i18next.t('chats.archived', { title: chat.title }), {
      life: UNDO_TIME,
      action: {
        label: i18next.t('common.undo'),
        run: () => {
          clearTimeout(leaving.get(chat.id)?.timer);
          leaving.delete(chat.id);
          publish();
        },
      },
    });
  };
}
