import { Link } from '@tanstack/react-router';
import { MapPinOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';

export function NotFoundScreen() {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col justify-center">
      <h1 className="sr-only">{t('app.notFound')}</h1>
      <EmptyState icon={MapPinOff} title={t('app.notFound')} hint={t('app.notFoundHint')}>
        <Link to="/" className="font-medium text-accent-ink underline underline-offset-3">
          {t('app.home')}
        </Link>
      </EmptyState>
    </div>
  );
}

/** For errors that nobody foresaw, a file of a newer version among them. */
export function CrashScreen() {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex h-full flex-col justify-center">
      <EmptyState icon={TriangleAlert} title={t('errors.crash')} hint={t('errors.unknown')}>
        <Button look="primary" onClick={() => location.reload()}>
          {t('common.retry')}
        </Button>
      </EmptyState>
    </div>
  );
}
