import { patchSettings } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Me, meQuery } from '#features/auth/me-query.ts';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { showToast } from '#shared/ui/toasts.tsx';

type Change = Partial<Me['settings']>;

/** Saves a setting; it shows at once and is taken back if the server refuses. */
export function usePatchSettings() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => client.call(patchSettings, { body: change }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: meQuery.queryKey });
      const before = queryClient.getQueryData(meQuery.queryKey);
      queryClient.setQueryData(
        meQuery.queryKey,
        (me) => me && { ...me, settings: { ...me.settings, ...change } },
      );
      return { before };
    },
    onError: (error, _, context) => {
      queryClient.setQueryData(meQuery.queryKey, context?.before);
      showToast(`${t('settings.saveFailed')}. ${describeError(error, t)}`);
    },
    onSuccess: (me) => queryClient.setQueryData(meQuery.queryKey, me),
  });
}
