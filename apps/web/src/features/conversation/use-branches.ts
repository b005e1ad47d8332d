import { editMessage, regenerateAnswer, selectBranch } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import { chatQuery, type Message } from './chat-query.ts';

/** Another wording of a question, another answer, and the way between them; nothing of the chat is lost. */
export function useBranches(chatId: string) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { queryKey } = chatQuery(chatId);

  /** The chat is another one from here on: its older pages are, too. */
  async function reload() {
    queryClient.resetQueries({ queryKey: ['chat', chatId, 'history'] });
    await queryClient.invalidateQueries({ queryKey, exact: true });
  }

  const select = useMutation({
    mutationFn: (messageId: string) =>
      client.call(selectBranch, { params: { chat_id: chatId }, body: { message_id: messageId } }),
    onSuccess: (detail) => {
      queryClient.resetQueries({ queryKey: ['chat', chatId, 'history'] });
      queryClient.setQueryData(queryKey, detail);
    },
    onError: (error) => showToast(`${t('conversation.variantFailed')}. ${describeError(error, t)}`),
  });

  const regenerate = useMutation({
    mutationFn: (messageId: string) =>
      client.call(regenerateAnswer, { params: { chat_id: chatId, message_id: messageId } }),
    onSuccess: reload,
    onError: (error) => showToast(`${t('conversation.resumeFailed')}. ${describeError(error, t)}`),
  });

  const edit = useMutation({
    mutationFn: ({ message, content }: { message: Message; content: string }) =>
      client.call(editMessage, {
        params: { chat_id: chatId, message_id: message.id },
        body: { content, ...keptExtras(message) },
      }),
    onSuccess: reload,
    onError: (error) => showToast(`${t('conversation.notSent')}. ${describeError(error, t)}`),
  });

  return { select, regenerate, edit };
}

/** An edited question keeps what went with it. */
function keptExtras({ compare, regions }: Message) {
  return {
    ...(compare !== null && { compare }),
    ...(regions.length > 0 && { regions: regions.map(({ image_id: _, ...region }) => region) }),
  };
}
