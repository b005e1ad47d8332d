import { isApiError } from '@aizoomdoc/client';
import { useMutation } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

/** Exchanges the static token; the session's state changes by itself. */
export function useSignIn(onThrottled: (seconds: number) => void) {
  return useMutation({
    mutationFn: (staticToken: string) => client.signIn(staticToken),
    onError: (error) => {
      if (isApiError(error, 'throttled') && error.retryAfter !== null) onThrottled(error.retryAfter);
    },
  });
}
