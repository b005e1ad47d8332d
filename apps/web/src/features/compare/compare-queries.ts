import type { Answer } from '@aizoomdoc/client';
import { comparePages, comparePictures, compareVersions } from '@aizoomdoc/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type PagePair = Answer<typeof comparePages>;
export type PictureComparison = Answer<typeof comparePictures>;
export type TextChange = Answer<typeof compareVersions>;

export interface Sides {
  documentId: string;
  from: number;
  to: number;
}

const LIMIT = 100;
/** Comparing versions reads both whole; pictures are drawn for it. */
const LONG = 120_000;
const cursorOf = (cursor: string | null) => (cursor === null ? {} : { cursor });

export const pairsQuery = ({ documentId, from, to }: Sides) =>
  infiniteQueryOptions({
    queryKey: ['compare', documentId, from, to, 'pairs'],
    queryFn: ({ pageParam, signal }) =>
      client.list(comparePages, {
        params: { document_id: documentId },
        query: { from, to, limit: LIMIT, ...cursorOf(pageParam) },
        signal,
        timeout: LONG,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: LONG,
  });

/** Differences of text on one page of the later version, or of the earlier where the page is gone. */
export const changesQuery = ({ documentId, from, to }: Sides, page: number) =>
  infiniteQueryOptions({
    queryKey: ['compare', documentId, from, to, 'changes', page],
    queryFn: ({ pageParam, signal }) =>
      client.list(compareVersions, {
        params: { document_id: documentId },
        query: { from, to, page, limit: LIMIT, ...cursorOf(pageParam) },
        signal,
        timeout: LONG,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (next) => next.next,
    staleTime: LONG,
  });

export const picturesQuery = ({ documentId, from, to }: Sides, pair: { before: number; after: number }) =>
  queryOptions({
    queryKey: ['compare', documentId, from, to, 'pictures', pair.before, pair.after],
    queryFn: ({ signal }) =>
      client.call(comparePictures, {
        params: { document_id: documentId },
        query: { from, to, before_page: pair.before, after_page: pair.after },
        signal,
        timeout: LONG,
      }),
    staleTime: LONG,
    retry: false,
  });
