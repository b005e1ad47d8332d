import { isApiError } from '@aizoomdoc/client';
import { Link } from '@tanstack/react-router';
import { FileX2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DocumentDetail } from '#features/documents/documents-query.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';

/** The document could not be opened. */
export function DocumentFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const missing = isApiError(error) && (error.status === 404 || error.status === 422);
  const title =
    isApiError(error) && error.code === 'version_not_found'
      ? t('state.versionMissing')
      : t(missing ? 'state.notFound' : 'state.failed');
  return (
    <Failure title={title} hint={missing ? t('state.notFoundHint') : describeError(error, tCommon)}>
      {missing ? null : (
        <Button look="primary" onClick={onRetry}>
          {tCommon('common.retry')}
        </Button>
      )}
    </Failure>
  );
}

/** The server could not read the file: why, and what to do. */
export function RefusedDocument({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation('viewer');
  return (
    <Failure
      title={t('state.refused')}
      hint={[document.error?.message, t('state.refusedHint')].filter(Boolean).join(' ')}
    />
  );
}

function Failure({ title, hint, children }: { title: string; hint: string; children?: React.ReactNode }) {
  const { t } = useTranslation('viewer');
  return (
    <div role="alert" className="flex h-full flex-col justify-center">
      <h1 className="sr-only">{title}</h1>
      <EmptyState icon={FileX2} title={title} hint={hint}>
        <span className="flex items-center gap-4">
          {children}
          <Link to="/library" className="font-medium text-accent-ink underline underline-offset-3">
            {t('state.toLibrary')}
          </Link>
        </span>
      </EmptyState>
    </div>
  );
}
