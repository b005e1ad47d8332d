import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, MessageSquareText, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { formatDate } from '#shared/lib/format.ts';
import { ConfirmDialog } from '#shared/ui/confirm-dialog.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { shortTitle } from './document-title.ts';
import type { Document } from './documents-query.ts';
import { SheetList } from './sheet-list.tsx';
import { useDeleteDocument } from './use-delete-document.ts';

export function DocumentRow({ document }: { document: Document }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const sheetsId = useId();
  return (
    <li className="not-first:border-line not-first:border-t">
      <div className="flex items-center gap-1 py-2 pr-3 pl-2 hover:bg-hover/50">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={sheetsId}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 min-w-0 flex-1 items-start gap-2 rounded-lg p-1.5 text-left"
        >
          <ChevronRight
            className={cn(
              'mt-0.5 size-5 shrink-0 p-0.5 text-ink-3 transition-transform',
              open && 'rotate-90',
            )}
            aria-hidden
          />
          <Summary document={document} />
        </button>
        <Link
          to="/"
          search={{ ask: document.id }}
          aria-label={t('library.askAbout', { title: shortTitle(document.title) })}
          className="inline-flex min-h-9 items-center gap-2 rounded-lg px-3 font-medium text-accent-ink text-sm hover:bg-accent-soft max-md:min-h-11"
        >
          <MessageSquareText className="size-4" aria-hidden />
          <span className="max-md:sr-only">{t('library.ask')}</span>
        </Link>
        <DeleteButton document={document} />
      </div>
      <div id={sheetsId}>
        {open ? <SheetList documentId={document.id} title={shortTitle(document.title)} /> : null}
      </div>
    </li>
  );
}

function Summary({ document }: { document: Document }) {
  const { t, i18n } = useTranslation();
  const facts = [
    t('library.pages', { count: document.page_count }),
    t('library.blocks', { count: document.block_count }),
    t('library.version', { version: document.version }),
    t('library.updated', { date: formatDate(document.updated_at, i18n.language) }),
  ];
  return (
    <span className="min-w-0 flex-1">
      <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
        <span className="font-medium text-ink [overflow-wrap:anywhere]" title={document.title}>
          {shortTitle(document.title, document.cipher)}
        </span>
        {document.cipher === null || document.cipher === document.title ? null : (
          <span className="font-mono text-ink-2 text-xs">{document.cipher}</span>
        )}
        {document.is_demo ? (
          <span className="rounded bg-accent-soft px-1.5 py-0.5 text-accent-ink text-xs">
            {t('library.demo')}
          </span>
        ) : null}
      </span>
      <span className="figures mt-0.5 block text-ink-3 text-sm">{facts.join(' · ')}</span>
    </span>
  );
}

function DeleteButton({ document }: { document: Document }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const me = useQuery(meQuery);
  const remove = useDeleteDocument();
  if (document.owner_id === null || document.owner_id !== me.data?.user.id) return null;
  const { id } = document;
  const title = shortTitle(document.title);
  return (
    <>
      <IconButton icon={Trash2} label={t('library.delete', { title })} onClick={() => setAsking(true)} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('library.deleteTitle')}
        description={t('library.deleteText', { title })}
        action={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(id, {
            onSuccess: () => showToast(t('library.deleted', { title })),
            onError: (error) => showToast(`${t('library.deleteFailed')}. ${describeError(error, t)}`),
            onSettled: () => setAsking(false),
          })
        }
      />
    </>
  );
}
