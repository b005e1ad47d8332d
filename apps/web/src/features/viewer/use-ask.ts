import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { leaveDraft } from '#features/conversation/draft.ts';
import { addRegion } from '#features/conversation/extras.ts';
import { NEW_CHAT } from '#features/conversation/use-send.ts';
import { documentQuery } from '#features/documents/documents-query.ts';

/** Opens a new chat about the document, with a question begun. */
export function useAsk(documentId: string): (question?: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (question) => {
      if (question !== undefined) leaveDraft(NEW_CHAT, question);
      navigate({ to: '/', search: { ask: documentId } });
    },
    [navigate, documentId],
  );
}

export interface AskedPlace {
  documentId: string;
  version: number | undefined;
  page: number;
  box: readonly [number, number, number, number];
}

/** Opens a new chat with a drawn place for the question to come. */
export function useAskAboutPlace(): (place: AskedPlace) => void {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useCallback(
    ({ documentId, version, page, box }) => {
      const title = queryClient.getQueryData(documentQuery(documentId).queryKey)?.title ?? '';
      addRegion(NEW_CHAT, { documentId, title, version: version ?? null, page, box });
      navigate({ to: '/', search: { ask: documentId } });
    },
    [navigate, queryClient],
  );
}
