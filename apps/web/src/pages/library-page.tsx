import { useInfiniteQuery } from '@tanstack/react-query';
import { FileStack } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DocumentRow } from '#features/documents/document-row.tsx';
import { documentsQuery } from '#features/documents/documents-query.ts';
import { ImportZone } from '#features/documents/import-zone.tsx';
import { useImport } from '#features/documents/use-import.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { useTitle } from '#shared/lib/use-title.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Page } from '#shared/ui/page.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';

export function LibraryPage() {
  const { t } = useTranslation();
  useTitle(t('library.title'));
  const upload = useImport();
  return (
    <Page title={t('library.title')} lead={t('library.lead')}>
      <ImportZone upload={upload} />
      <DocumentList />
    </Page>
  );
}

function DocumentList() {
  const { t } = useTranslation();
  const documents = useInfiniteQuery(documentsQuery);
  const listed = documents.data?.pages.flatMap((page) => page.items) ?? [];
  if (documents.isPending) {
    return (
      <div className="rounded-2xl border border-line bg-surface p-5">
        <TextSkeleton label={t('app.loading')} />
      </div>
    );
  }
  if (documents.isError && listed.length === 0) {
    return (
      <Notice
        tone="danger"
        actions={
          <Button size="small" onClick={() => documents.refetch()}>
            {t('common.retry')}
          </Button>
        }
      >
        {t('library.failed')}. {describeError(documents.error, t)}
      </Notice>
    );
  }
  if (listed.length === 0) {
    return <EmptyState icon={FileStack} title={t('library.empty')} hint={t('library.emptyHint')} />;
  }
  return (
    <>
      <ul
        aria-label={t('library.title')}
        className="overflow-hidden rounded-2xl border border-line bg-surface"
      >
        {listed.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
      {documents.hasNextPage ? (
        <Button disabled={documents.isFetchingNextPage} onClick={() => documents.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}
