import { recognisePages } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DocumentDetail, documentQuery } from '#features/documents/documents-query.ts';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import type { SheetPage } from './viewer-queries.ts';

export interface DocumentNoticesProps {
  document: DocumentDetail;
  pages: readonly SheetPage[];
  shown: number;
  onCurrent: () => void;
}

/** Lines under the header: what the server still does, what the document lacks, which version this is. */
export function DocumentNotices({ document, pages, shown, onCurrent }: DocumentNoticesProps) {
  const { t } = useTranslation('viewer');
  const unread = pages.filter(({ ocr }) => ocr === 'needed' || ocr === 'failed').map(({ number }) => number);
  return (
    <>
      {document.progress !== null || document.status === 'processing' ? (
        <Working document={document} />
      ) : null}
      {shown === document.version ? null : (
        <Line>
          {t('bar.oldVersion', { number: shown, current: document.version })}
          <Button look="link" size="inline" onClick={onCurrent}>
            {t('bar.toCurrent')}
          </Button>
        </Line>
      )}
      {document.status === 'ready' && !document.has_pictures && shown === document.version ? (
        <Line>{t('state.noPictures')}</Line>
      ) : null}
      {unread.length > 0 && document.progress === null && shown === document.version ? (
        <Unread documentId={document.id} pages={unread} />
      ) : null}
    </>
  );
}

function Line({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 border-line border-b bg-sunken px-4 py-1.5 text-ink-2 text-sm">
      {children}
    </div>
  );
}

function Working({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation('viewer');
  const { progress } = document;
  const words =
    progress === null
      ? t('state.readingStart')
      : t(progress.stage === 'ocr' ? 'state.ocr' : 'state.reading', {
          done: progress.done,
          total: progress.total,
        });
  return (
    <div className="shrink-0 border-line border-b bg-sunken">
      <progress
        aria-label={words}
        max={Math.max(1, progress?.total ?? 1)}
        {...(progress !== null && { value: progress.done })}
        className="block h-1 w-full appearance-none bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent"
      />
      <p className="figures px-4 py-1.5 text-ink-2 text-sm">
        {words}. {document.status === 'processing' ? t('state.readingHint') : null}
      </p>
    </div>
  );
}

function Unread({ documentId, pages }: { documentId: string; pages: number[] }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const queryClient = useQueryClient();
  const recognise = useMutation({
    mutationFn: () => client.call(recognisePages, { params: { document_id: documentId }, body: { pages } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: documentQuery(documentId).queryKey }),
    onError: (error) => showToast(`${t('pages.recogniseFailed')}. ${describeError(error, tCommon)}`),
  });
  return (
    <Line>
      <Button look="link" size="inline" disabled={recognise.isPending} onClick={() => recognise.mutate()}>
        {t('pages.recogniseAll', { count: pages.length })}
      </Button>
    </Line>
  );
}
