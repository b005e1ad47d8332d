import { useQuery } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { queryClient } from '#shared/api/query-client.ts';
import { useSessionState } from '#shared/api/session.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Logo } from '#shared/ui/logo.tsx';

const SignInPage = lazy(() =>
  import('#pages/sign-in-page.tsx').then((module) => ({ default: module.SignInPage })),
);
const loadShell = () => import('./shell.tsx');
const Shell = lazy(loadShell);

/** Shows the page to who is signed in and the sign-in to others; the address stays, so deep links survive. */
export function SessionGate() {
  const state = useSessionState();
  const { t } = useTranslation();
  const me = useQuery({ ...meQuery, enabled: state !== 'out' });

  useEffect(() => {
    if (state === 'out') queryClient.clear();
    // Beside the first call, not after it.
    else loadShell();
  }, [state]);

  if (state === 'out') {
    return (
      <Suspense fallback={<Splash />}>
        <SignInPage />
      </Suspense>
    );
  }
  if (me.data !== undefined) {
    return (
      <Suspense fallback={<Splash />}>
        <Shell />
      </Suspense>
    );
  }
  if (me.isError) {
    return (
      <main className="flex h-full items-center justify-center">
        <EmptyState icon={Unplug} title={t('errors.boot')} hint={describeError(me.error, t)}>
          <Button look="primary" onClick={() => me.refetch()}>
            {t('common.retry')}
          </Button>
        </EmptyState>
      </main>
    );
  }
  return <Splash />;
}

function Splash() {
  const { t } = useTranslation();
  return (
    <main className="flex h-full items-center justify-center" aria-busy="true">
      <Logo className="size-10 animate-pulse-soft text-accent" />
      <span className="sr-only">{t('app.loading')}</span>
    </main>
  );
}
