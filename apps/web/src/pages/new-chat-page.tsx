import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '#features/conversation/composer.tsx';
import type { Extras } from '#features/conversation/extras.ts';
import { removePending, usePending } from '#features/conversation/outbox.ts';
import { PendingQuestion } from '#features/conversation/pending-question.tsx';
import type { Scope, ScopeDocument } from '#features/conversation/use-scope.ts';
import { NEW_CHAT, useFirstMessage } from '#features/conversation/use-send.ts';
import { Welcome } from '#features/conversation/welcome.tsx';
import { documentsQuery } from '#features/documents/documents-query.ts';
import { useTitle } from '#shared/lib/use-title.ts';

/** A chat that does not exist until its first question. */
export function NewChatPage() {
  const { t } = useTranslation();
  useTitle(t('chats.new'));
  const scope = useNewScope();
  const first = useFirstMessage();
  const pending = usePending(NEW_CHAT);
  const sending = pending.some(({ error }) => error === null);
  const send = (content: string, extras?: Extras) =>
    first.send(
      content,
      scope.documents.map(({ id }) => id),
      extras,
    );

  return (
    <>
      <div className="scroll-area min-h-0 flex-1">
        {pending.length === 0 ? (
          <Welcome onAsk={send} />
        ) : (
          <div className="mx-auto flex max-w-3xl flex-col gap-7 px-4 pt-6 md:px-8">
            <h1 className="sr-only">{t('chats.new')}</h1>
            {pending.map((each) => (
              <PendingQuestion
                key={each.key}
                pending={each}
                onRetry={() => first.retry(each)}
                onDiscard={() => removePending(NEW_CHAT, each.key)}
              />
            ))}
          </div>
        )}
      </div>
      <div className="mx-auto w-full max-w-3xl px-3 pb-3 md:px-6 md:pb-5">
        <Composer
          chatId={NEW_CHAT}
          scope={scope}
          onSend={send}
          answering={false}
          stopping={false}
          onStop={() => {}}
          disabled={sending}
        />
      </div>
    </>
  );
}

/** Documents chosen for the chat to come; one may be named in the address. */
function useNewScope(): Scope {
  const { ask } = useSearch({ strict: false }) as { ask?: string };
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly ScopeDocument[]>([]);
  const listed = useInfiniteQuery(documentsQuery).data?.pages.flatMap((page) => page.items) ?? [];
  const asked = listed.filter(({ id }) => id === ask && !chosen.some((each) => each.id === id));
  return {
    documents: [...asked.map(({ id, title }) => ({ id, title })), ...chosen],
    attach: ({ id, title }) =>
      setChosen((before) => [...before.filter((each) => each.id !== id), { id, title }]),
    detach: (documentId) => {
      setChosen((before) => before.filter(({ id }) => id !== documentId));
      if (documentId === ask) navigate({ to: '/', replace: true });
    },
  };
}
