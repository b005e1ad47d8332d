import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import { DocumentFailure, RefusedDocument } from '#features/viewer/document-failure.tsx';
import { useViewer } from '#features/viewer/use-viewer.ts';
import { ViewerScreen } from '#features/viewer/viewer-screen.tsx';
import { useTitle } from '#shared/lib/use-title.ts';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';

export function DocumentPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { document, source } = viewer;
  useTitle(document && shortTitle(document.title, document.cipher));

  if (document === undefined || (source.error !== null && source.pages.length === 0)) {
    const error = source.document.error ?? source.error;
    if (error !== null) {
      const retry = () => {
        source.document.refetch();
        source.retry();
      };
      return <DocumentFailure error={error} onRetry={retry} />;
    }
    return (
      <div className="mx-auto w-full max-w-3xl px-4 pt-16 md:px-8">
        <h1 className="sr-only">{t('app.loading')}</h1>
        <TextSkeleton label={t('app.loading')} lines={8} />
      </div>
    );
  }
  if (document.status === 'failed' && source.pages.length === 0)
    return <RefusedDocument document={document} />;
  return <ViewerScreen viewer={viewer} document={document} />;
}
