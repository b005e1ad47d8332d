import type { Answer } from '@aizoomdoc/client';
import { getBlock, getDemo, getDocument, listBlocks, listDocuments } from '@aizoomdoc/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type DocumentDetail = Answer<typeof getDocument>;
export type Document = Omit<DocumentDetail, 'sheets' | 'report'>;
export type Block = Answer<typeof getBlock>;

/** Documents that I see, new first, page by page. */
export const documentsQuery = infiniteQueryOptions({
  queryKey: ['documents'],
  queryFn: ({ pageParam, signal }) =>
    client.list(listDocuments, {
      query: { limit: 100, ...(pageParam !== null && { cursor: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const documentQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['document', documentId],
    queryFn: ({ signal }) => client.call(getDocument, { params: { document_id: documentId }, signal }),
  });

export const blockQuery = (documentId: string, code: string, version: number | undefined) =>
  queryOptions({
    queryKey: ['block', documentId, code, version ?? 'current'],
    queryFn: ({ signal }) =>
      client.call(getBlock, {
        params: { document_id: documentId, block_id: code },
        query: version === undefined ? {} : { version },
        signal,
      }),
    staleTime: 300_000,
  });

/** Blocks of a page of the current version, in reading order. */
export const pageBlocksQuery = (documentId: string, page: number) =>
  queryOptions({
    queryKey: ['document', documentId, 'page', page],
    queryFn: ({ signal }) =>
      client.list(listBlocks, { params: { document_id: documentId }, query: { page, limit: 100 }, signal }),
    staleTime: 300_000,
  });

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => client.call(getDemo, { signal }),
  staleTime: 300_000,
});
