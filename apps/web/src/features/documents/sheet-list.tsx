import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { shortSheetTitle } from '#features/citations/place.ts';
import { useSourceActions } from '#features/citations/use-source.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { type DocumentDetail, documentQuery, pageBlocksQuery } from './documents-query.ts';

type Sheet = DocumentDetail['sheets'][number];

/** Sheets of a document; each opens the first block of its page. */
export function SheetList({ documentId, title }: { documentId: string; title: string }) {
  const { t } = useTranslation();
  const document = useQuery(documentQuery(documentId));
  return (
    <div className="px-4 pt-1 pb-4 md:pl-11">
      {document.isPending ? <TextSkeleton label={t('app.loading')} lines={3} /> : null}
      {document.isError ? (
        <Notice
          tone="danger"
          actions={
            <Button size="small" onClick={() => document.refetch()}>
              {t('common.retry')}
            </Button>
          }
        >
          {describeError(document.error, t)}
        </Notice>
      ) : null}
      {document.data?.sheets.length === 0 ? (
        <p className="text-ink-2 text-sm">{t('library.noSheets')}</p>
      ) : null}
      {document.data === undefined || document.data.sheets.length === 0 ? null : (
        <ul aria-label={t('library.sheetsOf', { title })} className="grid gap-x-4 sm:grid-cols-2">
          {document.data.sheets.map((sheet) => (
            <li key={`${sheet.page}:${sheet.number}`}>
              <SheetButton documentId={documentId} sheet={sheet} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function SheetButton({ documentId, sheet }: { documentId: string; sheet: Sheet }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { open } = useSourceActions();

  async function openFirstBlock() {
    try {
      const { items } = await queryClient.ensureQueryData(pageBlocksQuery(documentId, sheet.page));
      const first = items[0];
      if (first === undefined) showToast(t('library.noBlocks'));
      else open({ documentId, version: first.version, code: first.block_id });
    } catch (error) {
      showToast(describeError(error, t));
    }
  }

  return (
    <button
      type="button"
      onClick={openFirstBlock}
      className="grid min-h-11 w-full grid-cols-[5.5rem_1fr] items-baseline gap-2 rounded-lg px-2 py-2 text-left text-sm hover:bg-hover md:min-h-9"
    >
      <span className="figures text-ink-2">{t('place.sheet', { sheet: sheet.number })}</span>
      <span className="min-w-0">
        <span className="line-clamp-1 text-ink">
          {sheet.title === null ? '—' : shortSheetTitle(sheet.title)}
        </span>
        <span className="figures block text-ink-3 text-xs">{t('place.page', { page: sheet.page })}</span>
      </span>
    </button>
  );
}
