import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CompareAddress } from '#features/compare/compare-address.ts';
import { CompareScreen } from '#features/compare/compare-screen.tsx';
import { documentQuery } from '#features/documents/documents-query.ts';
import { DocumentFailure } from '#features/viewer/document-failure.tsx';
import { useTitle } from '#shared/lib/use-title.ts';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';

export function ComparePage() {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const { documentId = '' } = useParams({ strict: false });
  const address = useSearch({ strict: false }) as CompareAddress;
  const document = useQuery(documentQuery(documentId));
  useTitle(t('compare.title'));
  if (document.data !== undefined) return <CompareScreen document={document.data} address={address} />;
  if (document.isError) return <DocumentFailure error={document.error} onRetry={() => document.refetch()} />;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-16 md:px-8">
      <h1 className="sr-only">{t('compare.title')}</h1>
      <TextSkeleton label={tCommon('app.loading')} lines={8} />
    </div>
  );
}
