import { attachToChat, detachFromChat } from '@aizoomdoc/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import { type Attachment, chatQuery } from './chat-query.ts';

/** A document that answers are limited to. */
export interface ScopeDocument {
  id: string;
  title: string;
}

export interface Scope {
  /** Empty: every document that the person sees. */
  documents: readonly ScopeDocument[];
  attach: (document: ScopeDocument) => void;
  detach: (documentId: string) => void;
}

/** Documents attached to an existing chat; changes show at once and are taken back if the server refuses. */
export function useChatScope(chatId: string, attachments: readonly Attachment[]): Scope {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { queryKey } = chatQuery(chatId);

  function put(next: readonly Attachment[]) {
    queryClient.setQueryData(queryKey, (chat) => chat && { ...chat, attachments: [...next] });
  }

  async function change(optimistic: readonly Attachment[], failure: string, request: () => Promise<unknown>) {
    await queryClient.cancelQueries({ queryKey, exact: true });
    put(optimistic);
    try {
      await request();
    } catch (error) {
      put(attachments);
      showToast(`${failure}. ${describeError(error, t)}`);
    }
  }

  return {
    documents: attachments.map(({ document_id, title }) => ({ id: document_id, title })),
    attach: ({ id, title }) => {
      const added = { document_id: id, title, file_id: null, created_at: new Date().toISOString() };
      return change([...attachments, added], t('composer.attachFailed'), async () => {
        const params = { chat_id: chatId };
        put((await client.list(attachToChat, { params, body: { document_id: id } })).items);
      });
    },
    detach: (documentId) =>
      change(
        attachments.filter(({ document_id }) => document_id !== documentId),
        t('composer.detachFailed'),
        () => client.call(detachFromChat, { params: { chat_id: chatId, document_id: documentId } }),
      ),
  };
}
