import type { Answer } from '@aizoomdoc/client';
import {
  getPageText,
  listBlocks,
  listFindings,
  listPages,
  listReferences,
  listVersions,
  searchBlocks,
} from '@aizoomdoc/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type SheetPage = Answer<typeof listPages>;
export type Finding = Answer<typeof listFindings>;
export type Reference = Answer<typeof listReferences>;
export type Hit = Answer<typeof searchBlocks>;
export type TextSpan = Answer<typeof getPageText>['spans'][number];

const LIMIT = 100;
const LONG = 300_000;
const versionOf = (version: number | undefined) => (version === undefined ? {} : { version });
const cursorOf = (cursor: string | null) => (cursor === null ? {} : { cursor });

/** All of a list, page after page. */
async function everything<Item>(
  fetchPage: (cursor: string | null) => Promise<{ items: Item[]; next: string | null }>,
  most: number,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page = await fetchPage(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < most);
  return items;
}

/** Pages in order with signed addresses of their pictures, a hundred at a time. */
export const pagesQuery = (documentId: string, version: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['viewer', documentId, 'pages', version ?? 'current'],
    queryFn: ({ pageParam, signal }) =>
      client.list(listPages, {
        params: { document_id: documentId },
        query: { limit: LIMIT, ...versionOf(version), ...cursorOf(pageParam) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: LONG,
  });

/** Blocks of one page, all of them. */
export const sheetBlocksQuery = (documentId: string, page: number, version: number | undefined) =>
  queryOptions({
    queryKey: ['viewer', documentId, 'blocks', page, version ?? 'current'],
    queryFn: ({ signal }) =>
      everything(
        (cursor) =>
          client.list(listBlocks, {
            params: { document_id: documentId },
            query: { page, limit: LIMIT, ...versionOf(version), ...cursorOf(cursor) },
            signal,
          }),
        2000,
      ),
    staleTime: LONG,
  });

export const pageTextQuery = (documentId: string, page: number, version: number | undefined) =>
  queryOptions({
    queryKey: ['viewer', documentId, 'text', page, version ?? 'current'],
    queryFn: ({ signal }) =>
      client.call(getPageText, {
        params: { document_id: documentId, page },
        query: versionOf(version),
        signal,
      }),
    staleTime: LONG,
  });

/** Best hits first; more than a hundred nobody walks through. */
export const hitsQuery = (documentId: string, q: string) =>
  queryOptions({
    queryKey: ['viewer', documentId, 'hits', q],
    queryFn: ({ signal }) =>
      client.list(searchBlocks, { query: { q, document_id: documentId, limit: LIMIT }, signal }),
    enabled: q !== '',
    staleTime: 60_000,
  });

export const findingsQuery = (documentId: string, version: number | undefined) =>
  queryOptions({
    queryKey: ['viewer', documentId, 'findings', version ?? 'current'],
    queryFn: ({ signal }) =>
      everything(
        (cursor) =>
          client.list(listFindings, {
            params: { document_id: documentId },
            query: { limit: LIMIT, ...versionOf(version), ...cursorOf(cursor) },
            signal,
          }),
        1000,
      ),
  });

/** Broken ones apart, for they come first. */
export const referencesQuery = (
  documentId: string,
  { version, broken }: { version: number | undefined; broken: boolean },
) =>
  queryOptions({
    queryKey: ['viewer', documentId, 'references', version ?? 'current', broken],
    queryFn: ({ signal }) =>
      everything(
        (cursor) =>
          client.list(listReferences, {
            params: { document_id: documentId },
            query: { limit: LIMIT, broken: String(broken), ...versionOf(version), ...cursorOf(cursor) },
            signal,
          }),
        1000,
      ),
  });

export const versionsQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['viewer', documentId, 'versions'],
    queryFn: ({ signal }) =>
      client.list(listVersions, { params: { document_id: documentId }, query: { limit: LIMIT }, signal }),
  });
