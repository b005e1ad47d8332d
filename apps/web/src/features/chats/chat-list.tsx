import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { useLeavingChats } from './archive.ts';
import { ChatRow } from './chat-row.tsx';
import { chatsQuery } from './chats-query.ts';
import { type ChatGroup, groupChats, monthName, type ChatRow as Row } from './group-chats.ts';

const ROW_HEIGHT = 44;
const HEADING_HEIGHT = 38;

/** My chats by day; only what is in sight is in the page, further pages come while scrolling. */
export function ChatList({ onOpen }: { onOpen?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const chats = useInfiniteQuery(chatsQuery);
  const leaving = useLeavingChats();
  const rows = useMemo(() => {
    const listed = chats.data?.pages.flatMap((page) => page.items) ?? [];
    return groupChats(
      listed.filter(({ id }) => !leaving.has(id)),
      new Date(),
    );
  }, [chats.data, leaving]);

  if (chats.isPending) {
    return (
      <div className="px-5 py-3">
        <TextSkeleton label={t('app.loading')} lines={6} />
      </div>
    );
  }
  if (chats.isError && rows.length === 0) {
    return (
      <div role="alert" className="space-y-3 px-5 py-4 text-ink-2 text-sm">
        <p>{t('chats.failed')}</p>
        <p>{describeError(chats.error, t)}</p>
        <Button size="small" onClick={() => chats.refetch()}>
          {t('common.retry')}
        </Button>
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className="space-y-1 px-5 py-4 text-sm">
        <p className="font-medium text-ink-2">{t('chats.empty')}</p>
        <p className="text-ink-3">{t('chats.emptyHint')}</p>
      </div>
    );
  }
  return (
    <VirtualRows rows={rows} onOpen={onOpen} onEnd={chats.hasNextPage ? chats.fetchNextPage : undefined} />
  );
}

interface VirtualRowsProps {
  rows: Row[];
  onOpen: (() => void) | undefined;
  /** Asks for more once the end is near; absent when there is no more. */
  onEnd: (() => void) | undefined;
}

function VirtualRows({ rows, onOpen, onEnd }: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? HEADING_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => rowKey(rows[index], index),
    overscan: 12,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;

  useEffect(() => {
    if (last >= rows.length - 15) onEnd?.();
  }, [last, rows.length, onEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: headings and chats differ in height
  useEffect(() => virtualizer.measure(), [virtualizer, rows]);

  return (
    <div ref={scroller} className="scroll-area min-h-0 flex-1 pb-2">
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ key, index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li
              key={key}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.type === 'heading' ? (
                <Heading group={row.group} />
              ) : (
                <ChatRow chat={row.chat} onOpen={onOpen} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function rowKey(row: Row | undefined, index: number): string | number {
  if (row === undefined) return index;
  return row.type === 'heading' ? row.group : row.chat.id;
}

function Heading({ group }: { group: ChatGroup }) {
  const { t, i18n } = useTranslation();
  const named = group === 'today' || group === 'yesterday' || group === 'week';
  const name = named ? t(`chats.${group}`) : monthName(group, i18n.language, new Date());
  return <h2 className="flex h-[38px] items-end px-5 pb-1.5 font-medium text-ink-3 text-xs">{name}</h2>;
}
