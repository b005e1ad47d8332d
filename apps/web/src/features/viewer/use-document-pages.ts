import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { type DocumentDetail, documentQuery } from '#features/documents/documents-query.ts';
import { pagesQuery, type SheetPage } from './viewer-queries.ts';

const POLL = 2_000;
/** An address that expires again and again is no reason to ask the server without rest. */
const REFRESH_PAUSE = 20_000;

export interface DocumentPages {
  document: ReturnType<typeof useQuery<DocumentDetail>>;
  pages: readonly SheetPage[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
  /** Asks for pages with fresh addresses; `false` when that was done a moment ago. */
  refreshAddresses: () => Promise<boolean>;
}

export function isBusy(document: DocumentDetail | undefined): boolean {
  return document !== undefined && (document.status === 'processing' || document.progress !== null);
}

/** The document and its pages; both are followed while the server still reads. */
export function useDocumentPages(documentId: string, version: number | undefined): DocumentPages {
  const queryClient = useQueryClient();
  const document = useQuery({
    ...documentQuery(documentId),
    refetchInterval: ({ state }) => (isBusy(state.data) ? POLL : false),
  });
  const list = useInfiniteQuery(pagesQuery(documentId, version));
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isError } = list;

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);

  const { status, progress } = document.data ?? {};
  const stage = `${status}:${progress?.stage}:${progress?.done}`;
  const seen = useRef(stage);
  useEffect(() => {
    if (seen.current === stage) return;
    // The first answer is as fresh as the pages.
    const isNews = !seen.current.startsWith('undefined');
    seen.current = stage;
    if (isNews) queryClient.invalidateQueries({ queryKey: ['viewer', documentId] });
  }, [stage, queryClient, documentId]);

  const refreshed = useRef(Number.NEGATIVE_INFINITY);
  const { refetch } = list;
  const refreshAddresses = useCallback(async () => {
    if (performance.now() - refreshed.current < REFRESH_PAUSE) return false;
    refreshed.current = performance.now();
    return !(await refetch()).isError;
  }, [refetch]);

  return {
    document,
    pages: list.data?.pages.flatMap(({ items }) => items) ?? [],
    isPending: list.isPending,
    error: list.error,
    retry: () => refetch(),
    refreshAddresses,
  };
}
