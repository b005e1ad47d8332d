import { ArrowDown } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { Answer } from './answer.tsx';
import { removePending } from './outbox.ts';
import { PendingQuestion } from './pending-question.tsx';
import { Question } from './question.tsx';
import type { TimelineItem } from './timeline.ts';
import { useDeliver } from './use-send.ts';
import { type StickToBottom, useStickToBottom } from './use-stick-to-bottom.ts';
import type { Timeline } from './use-timeline.ts';

export interface MessageListProps {
  chatId: string;
  timeline: Timeline;
}

export function MessageList({ chatId, timeline }: MessageListProps) {
  const { t } = useTranslation();
  const stick = useStickToBottom(chatId);
  const lastKey = timeline.items.at(-1)?.key;
  const lastKind = timeline.items.at(-1)?.kind;
  const { toBottom } = stick;

  // One's own question is always followed to the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when a new question appears
  useEffect(() => {
    if (lastKind === 'pending') toBottom();
  }, [lastKey]);

  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={stick.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
        tabIndex={0}
        aria-label={t('conversation.label')}
        className="scroll-area h-full focus-visible:-outline-offset-2"
      >
        <div ref={stick.content} className="mx-auto flex max-w-3xl flex-col gap-7 px-4 pt-6 pb-8 md:px-8">
          <Older timeline={timeline} scroller={stick.scroller} />
          {timeline.items.map((item) => (
            <div key={item.key} className="message">
              <Item chatId={chatId} item={item} isLast={item.key === lastKey} />
            </div>
          ))}
        </div>
      </section>
      <ToNew stick={stick} />
    </div>
  );
}

function Item({ chatId, item, isLast }: { chatId: string; item: TimelineItem; isLast: boolean }) {
  const deliver = useDeliver();
  if (item.kind === 'question')
    return <Question chatId={chatId} message={item.message} waiting={item.waiting} />;
  if (item.kind === 'answer')
    return <Answer chatId={chatId} message={item.message} view={item.view} isLast={isLast} />;
  const { pending } = item;
  return (
    <PendingQuestion
      pending={pending}
      onRetry={() => deliver(chatId, pending)}
      onDiscard={() => removePending(chatId, pending.key)}
    />
  );
}

/** Fetches what was before as the reader comes near it. */
function Older({ timeline, scroller }: { timeline: Timeline; scroller: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation();
  const sentinel = useRef<HTMLDivElement>(null);
  const load = useRef(timeline.loadOlder);
  load.current = timeline.loadOlder;
  const { hasOlder, olderFailed, loadingOlder } = timeline;
  const oldest = timeline.items[0]?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again after each page
  useEffect(() => {
    const element = sentinel.current;
    if (element === null || !hasOlder || olderFailed || loadingOlder) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return;
        // At the very top nothing would hold the place of what is being read.
        if (scroller.current?.scrollTop === 0) scroller.current.scrollTop = 1;
        load.current();
      },
      { root: scroller.current, rootMargin: '800px 0px 0px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasOlder, olderFailed, loadingOlder, oldest]);

  return (
    <div ref={sentinel} className="text-center text-ink-3 text-sm empty:hidden">
      {olderFailed ? (
        <Button size="small" onClick={timeline.loadOlder}>
          {t('conversation.olderFailed')}. {t('common.retry')}
        </Button>
      ) : null}
      {hasOlder && !olderFailed ? (
        <span role="status" className="inline-flex items-center gap-2">
          <Spinner />
          {t('conversation.older')}
        </span>
      ) : null}
    </div>
  );
}

function ToNew({ stick }: { stick: StickToBottom }) {
  const { t } = useTranslation();
  if (!stick.away) return null;
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <button
      type="button"
      onClick={() => stick.toBottom(smooth ? 'smooth' : 'instant')}
      className="absolute bottom-3 left-1/2 inline-flex h-9 -translate-x-1/2 animate-enter items-center gap-1.5 rounded-full border border-line bg-surface pr-4 pl-3 font-medium text-ink text-sm shadow-raised hover:border-line-strong max-md:h-11 pointer-coarse:h-11"
    >
      <ArrowDown className="size-4" aria-hidden />
      {t('conversation.toNew')}
    </button>
  );
}
