import { isApiError } from '@aizoomdoc/client';
import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The client already repeats what the network dropped; a refusal does not change by asking again.
      retry: (failures, error) => !(isApiError(error) && error.status < 500) && failures < 2,
      // «Offline» of a browser is a guess: the server may be on this very machine.
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
});
