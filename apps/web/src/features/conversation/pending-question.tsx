import { RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { Bubble } from './bubble.tsx';
import type { PendingMessage } from './outbox.ts';

export interface PendingQuestionProps {
  pending: PendingMessage;
  onRetry: () => void;
  onDiscard: () => void;
}

/** A question on its way, or one that did not get through. */
export function PendingQuestion({ pending, onRetry, onDiscard }: PendingQuestionProps) {
  const { t } = useTranslation();
  return (
    <article className="flex flex-col items-end gap-2">
      <h2 className="sr-only">{t('conversation.question')}</h2>
      <Bubble content={pending.content} />
      {pending.error === null ? (
        <p role="status" className="flex items-center gap-2 text-ink-3 text-xs">
          <Spinner small />
          {t('conversation.sending')}
        </p>
      ) : (
        <div role="alert" className="flex max-w-full flex-col items-end gap-2 text-right text-danger text-sm">
          <p>
            {t('conversation.notSent')}. {pending.error}
          </p>
          <div className="flex gap-1">
            <Button size="small" look="quiet" onClick={onDiscard}>
              <X aria-hidden />
              {t('conversation.discard')}
            </Button>
            <Button size="small" onClick={onRetry}>
              <RotateCcw aria-hidden />
              {t('common.retry')}
            </Button>
          </div>
        </div>
      )}
    </article>
  );
}
