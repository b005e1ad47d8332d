import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type ChatDetail, historyQuery, LATEST } from './chat-query.ts';
import { usePending } from './outbox.ts';
import type { RunView } from './run-view.ts';
import { buildTimeline, type TimelineItem } from './timeline.ts';

export interface Timeline {
  items: TimelineItem[];
  /** Whether there is anything before the first item. */
  hasOlder: boolean;
  loadingOlder: boolean;
  olderFailed: boolean;
  loadOlder: () => void;
}

/** The conversation with its older pages, fetched as somebody scrolls up to them. */
export function useTimeline(detail: ChatDetail, view: RunView | null): Timeline {
  const chatId = detail.chat.id;
  const [wanted, setWanted] = useState(false);
  const history = useInfiniteQuery({ ...historyQuery(chatId), enabled: wanted });
  const pending = usePending(chatId);

  const items = useMemo(() => {
    const older = history.data?.pages.toReversed().flatMap((page) => page.items) ?? [];
    return buildTimeline({ messages: [...older, ...detail.messages], pending, view });
  }, [history.data, detail.messages, pending, view]);

  return {
    items,
    hasOlder: history.data === undefined ? detail.messages.length >= LATEST : history.hasNextPage,
    loadingOlder: history.isFetching,
    olderFailed: history.isError,
    loadOlder: () => {
      if (history.isFetching) return;
      // The first page repeats what came with the chat; it carries the way to the second.
      if (history.data === undefined || history.isError) setWanted(true);
      if (history.isError) history.refetch();
      else if (history.hasNextPage) history.fetchNextPage();
    },
  };
}
