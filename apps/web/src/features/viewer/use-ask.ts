import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { leaveDraft } from '#features/conversation/draft.ts';
import { NEW_CHAT } from '#features/conversation/use-send.ts';

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
