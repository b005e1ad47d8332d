import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Announcer } from './announcer.tsx';
import type { ChatDetail } from './chat-query.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { useFollowedRun } from './run-following.ts';
import type { Connection } from './run-store.ts';
import { isActive } from './run-view.ts';
import { useStopRun } from './use-run-actions.ts';
import { useChatScope } from './use-scope.ts';
import { useSend } from './use-send.ts';
import { useTimeline } from './use-timeline.ts';

/** An open chat: its messages, the answer in the making, and the question to come. */
export function Conversation({ detail }: { detail: ChatDetail }) {
  const chatId = detail.chat.id;
  const { followed, reconnect } = useFollowedRun(chatId, detail.run);
  const view = followed?.view ?? null;
  const timeline = useTimeline(detail, view);
  const stop = useStopRun(chatId);
  const send = useSend(chatId);
  const scope = useChatScope(chatId, detail.attachments);
  const sending = timeline.items.some((item) => item.kind === 'pending' && item.pending.error === null);
  const answering = isActive(view?.status ?? detail.run?.status ?? 'done');
  const stopping = answering && (stop.isPending || stop.isSuccess);

  const { reset } = stop;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run has not been stopped yet
  useEffect(() => reset(), [view?.runId, reset]);
  useEscape(answering && !stopping, () => stop.mutate());

  return (
    <>
      <MessageList chatId={chatId} timeline={timeline} />
      <div className="mx-auto w-full max-w-3xl space-y-2 px-3 pb-3 md:px-6 md:pb-5">
        {answering ? <Trouble connection={followed?.connection ?? 'open'} onReconnect={reconnect} /> : null}
        <Composer
          key={chatId}
          chatId={chatId}
          scope={scope}
          onSend={send}
          answering={answering}
          stopping={stopping}
          onStop={() => stop.mutate()}
          disabled={sending}
        />
      </div>
      <Announcer
        key={view?.runId ?? chatId}
        text={answering || view !== null ? (view?.text ?? '') : ''}
        phase={answering ? (view?.steps.at(-1)?.title ?? null) : null}
        done={!answering}
      />
    </>
  );
}

/** Escape that nothing above the page has taken. */
function useEscape(enabled: boolean, action: () => void): void {
  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  });
}

function Trouble({ connection, onReconnect }: { connection: Connection; onReconnect: () => void }) {
  const { t } = useTranslation();
  if (connection === 'open') return null;
  if (connection === 'reconnecting') return <Notice tone="info">{t('conversation.reconnecting')}</Notice>;
  return (
    <Notice
      tone="warning"
      actions={
        <Button size="small" onClick={onReconnect}>
          {t('conversation.reconnect')}
        </Button>
      }
    >
      {t('conversation.lost')}
    </Notice>
  );
}
