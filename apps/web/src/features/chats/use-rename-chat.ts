import { patchChat } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';
import { updateListedChat } from './chats-query.ts';

export function useRenameChat(chatId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (title: string) => client.call(patchChat, { params: { chat_id: chatId }, body: { title } }),
    onSuccess: (chat) => {
      updateListedChat(queryClient, chatId, { title: chat.title });
      return queryClient.invalidateQueries({ queryKey: ['chat', chatId] });
    },
  });
}
