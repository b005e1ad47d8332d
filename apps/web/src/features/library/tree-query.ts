import type { Answer } from '@aizoomdoc/client';
import { getNode, getTree, searchProjects } from '@aizoomdoc/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type NodeDetail = Answer<typeof getNode>;
export type TreeNode = NodeDetail['node'];

const pollEvery = 1_500;

/** A folder with the way to it. */
export const nodeQuery = (id: string) =>
  queryOptions({
    queryKey: ['tree', 'node', id],
    queryFn: ({ signal }) => client.call(getNode, { params: { node_id: id }, signal }),
  });

/** What is in a folder (`null`: at the top), page by page; asked again while something in it is being read. */
export const childrenQuery = (parentId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['tree', 'children', parentId],
    queryFn: ({ pageParam, signal }) =>
      client.list(getTree, {
        query: {
          limit: 100,
          ...(parentId !== null && { parent_id: parentId }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isBusy)) ? pollEvery : false,
  });

/** Nodes anywhere whose name or cipher holds `text`. */
export const foundQuery = (text: string) =>
  queryOptions({
    queryKey: ['tree', 'found', text],
    queryFn: ({ signal }) => client.list(searchProjects, { query: { q: text, limit: 100 }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? pollEvery : false),
  });

/** Whether its document is still being read or recognised. */
export function isBusy({ document }: TreeNode): boolean {
  return document !== null && (document.status === 'processing' || document.progress !== null);
}
