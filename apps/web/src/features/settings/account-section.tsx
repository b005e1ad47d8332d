import { useMutation, useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { Row, Section } from './section.tsx';

export function AccountSection() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const signOut = useMutation({
    mutationFn: () => client.signOut(),
    onError: (error) => showToast(`${t('settings.signOutFailed')}. ${describeError(error, t)}`),
  });
  const user = me.data?.user;
  return (
    <Section title={t('settings.account')}>
      <Row
        title={user === undefined ? '' : `${user.username} — ${t(`settings.roles.${user.role}`)}`}
        hint={t('settings.signOutHint')}
      >
        <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          <LogOut aria-hidden />
          {t('settings.signOut')}
        </Button>
      </Row>
    </Section>
  );
}
