import { deleteGeminiKey, putGeminiKey } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meQuery } from '#features/auth/me-query.ts';
import { client } from '#shared/api/client.ts';

export function useSaveGeminiKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => client.call(putGeminiKey, { body: { api_key: key } }),
    // The key must not stay in the memory of finished mutations.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}

export function useDeleteGeminiKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => client.call(deleteGeminiKey),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
