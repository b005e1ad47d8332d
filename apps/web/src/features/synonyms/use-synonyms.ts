import type { Answer } from '@aizoomdoc/client';
import {
  createSynonym,
  deleteSynonym,
  listSynonyms,
  patchSynonym,
  rebuildSearch,
} from '@aizoomdoc/contracts';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type Synonym = Answer<typeof createSynonym>;

export interface SynonymInput {
  terms: string[];
  note: string | null;
}

export const synonymsQuery = infiniteQueryOptions({
  queryKey: ['synonyms'],
  queryFn: ({ pageParam, signal }) =>
    client.list(listSynonyms, {
      query: { limit: 100, ...(pageParam !== null && { cursor: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Adds a group, or changes the one of `id`. */
export function useSaveSynonym(id: string | null) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SynonymInput) =>
      id === null
        ? client.call(createSynonym, { body })
        : client.call(patchSynonym, { params: { synonym_id: id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: synonymsQuery.queryKey }),
  });
}

export function useDeleteSynonym() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.call(deleteSynonym, { params: { synonym_id: id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: synonymsQuery.queryKey }),
  });
}

export function useRebuildSearch() {
  return useMutation({ mutationFn: () => client.call(rebuildSearch) });
}
