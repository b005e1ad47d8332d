import { isApiError } from '@aizoomdoc/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { MessageSquareOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chatQuery } from '#features/conversation/chat-query.ts';
import { Conversation } from '#features/conversation/conversation.tsx';
import { describeError } from '#shared/api/describe-error.ts';
import { useTitle } from '#shared/lib/use-title.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';

export function ChatPage() {
  const { t } = useTranslation();
  const { chatId = '' } = useParams({ strict: false });
  const detail = useQuery(chatQuery(chatId));
  useTitle(detail.data?.chat.title);

  if (detail.data !== undefined) {
    return (
      <>
        <header className="flex h-14 shrink-0 items-center border-line border-b max-md:h-0 max-md:overflow-hidden max-md:border-0">
          <h1 className="mx-auto w-full max-w-3xl truncate px-4 font-semibold text-ink md:px-8">
            {detail.data.chat.title === '' ? t('chats.untitled') : detail.data.chat.title}
          </h1>
        </header>
        <Conversation key={chatId} detail={detail.data} />
      </>
    );
  }
  if (detail.isError) return <Failure error={detail.error} onRetry={() => detail.refetch()} />;
  return (
    <div className="mx-auto w-full max-w-3xl space-y-10 px-4 pt-16 md:px-8">
      <h1 className="sr-only">{t('app.loading')}</h1>
      <TextSkeleton label={t('app.loading')} lines={8} />
    </div>
  );
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const missing = isApiError(error) && (error.status === 404 || error.status === 422);
  return (
    <div role="alert" className="flex h-full flex-col justify-center">
      <h1 className="sr-only">{t('chats.loadFailed')}</h1>
      <EmptyState
        icon={MessageSquareOff}
        title={t(missing ? 'chats.notFound' : 'chats.loadFailed')}
        hint={missing ? t('chats.notFoundHint') : describeError(error, t)}
      >
        {missing ? (
          <Link to="/" className="font-medium text-accent-ink underline underline-offset-3">
            {t('chats.new')}
          </Link>
        ) : (
          <Button look="primary" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
