import type { Answer } from '@aizoomdoc/client';
import {
  deleteGeminiKey,
  deleteProviderKey,
  type getMe,
  putGeminiKey,
  putProviderKey,
} from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meQuery } from '#features/auth/me-query.ts';
import { client } from '#shared/api/client.ts';

/** Vendors that a user may have an own key of. */
export type KeyVendor = keyof Answer<typeof getMe>['keys'];

export function useSaveKey(vendor: KeyVendor) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => {
      const body = { api_key: key };
      return vendor === 'gemini'
        ? client.call(putGeminiKey, { body })
        : client.call(putProviderKey, { params: { provider: vendor }, body });
    },
    // The key must not stay in the memory of finished mutations.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}

export function useDeleteKey(vendor: KeyVendor) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      vendor === 'gemini'
        ? client.call(deleteGeminiKey)
        : client.call(deleteProviderKey, { params: { provider: vendor } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
