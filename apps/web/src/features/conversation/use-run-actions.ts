import { resumeRun, stopRun } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import { chatQuery } from './chat-query.ts';
import { withSent } from './use-send.ts';

/** Stops the chat's answer; what is written stays. The stream tells when it has stopped. */
export function useStopRun(chatId: string) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: () => client.call(stopRun, { params: { chat_id: chatId } }),
    onError: (error) => showToast(`${t('conversation.stopFailed')}. ${describeError(error, t)}`),
  });
}

/** Answers the chat's last question anew. */
export function useResumeRun(chatId: string) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => client.call(resumeRun, { params: { chat_id: chatId } }),
    onSuccess: (resumed) => {
      queryClient.setQueryData(chatQuery(chatId).queryKey, (chat) => withSent(chat, resumed));
      return queryClient.invalidateQueries({ queryKey: ['chat', chatId], exact: true });
    },
    onError: (error) => showToast(`${t('conversation.resumeFailed')}. ${describeError(error, t)}`),
  });
}
