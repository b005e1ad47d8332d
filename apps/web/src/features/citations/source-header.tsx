import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Link2, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import { type Block, documentQuery, pageBlocksQuery } from '#features/documents/documents-query.ts';
import { cn } from '#shared/lib/cn.ts';
import { copyText } from '#shared/lib/copy.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { shortSheetTitle } from './place.ts';
import { SheetLink } from './sheet-link.tsx';
import { type SourceRef, sourceSearch, useSourceActions } from './use-source.ts';

export interface SourceHeaderProps {
  source: SourceRef;
  block: Block | undefined;
  onClose: () => void;
  headingRef: Ref<HTMLHeadingElement>;
}

/** Title block of the source, as on a drawing: document, version, page, sheet, block. */
export function SourceHeader({ source, block, onClose, headingRef }: SourceHeaderProps) {
  const { t } = useTranslation();
  const router = useRouter();

  async function copyLink() {
    const { href } = router.buildLocation({ to: '/library', search: sourceSearch(source) });
    if (await copyText(new URL(href, location.origin).href)) showToast(t('common.copied'));
  }

  return (
    <header className="border-line border-b">
      <div className="flex items-start gap-1 py-2.5 pr-2 pl-5 md:pl-6">
        <h2
          ref={headingRef}
          tabIndex={-1}
          title={block?.document_title}
          className="min-w-0 flex-1 pt-1.5 font-semibold text-ink leading-6 outline-none max-md:pt-2.5"
        >
          {block === undefined ? t('block.title') : shortTitle(block.document_title)}
        </h2>
        <IconButton icon={Link2} label={t('block.copyLink')} onClick={copyLink} />
        <IconButton icon={X} label={`${t('common.close')} (Esc)`} onClick={onClose} />
      </div>
      {block === undefined ? null : (
        <>
          <TitleBlock block={block} />
          <SheetTitle title={block.sheet_title} />
          <SheetLink block={block} />
          <Neighbours block={block} />
        </>
      )}
    </header>
  );
}

function TitleBlock({ block }: { block: Block }) {
  const { t } = useTranslation();
  return (
    <dl className="grid grid-cols-[auto_auto_auto_1fr] border-line border-t text-sm">
      <Cell name={t('block.page')}>{block.page}</Cell>
      <Cell name={t('block.sheet')}>{block.sheet ?? '—'}</Cell>
      <Cell name={t('block.version')}>{block.version}</Cell>
      <Cell name={`${t('block.code')} · ${t(`block.kind.${block.kind}`)}`} code>
        {block.block_id}
      </Cell>
    </dl>
  );
}

function SheetTitle({ title }: { title: string | null }) {
  if (title === null) return null;
  return (
    <p className="border-line border-t px-5 py-2 text-ink-2 text-sm md:px-6" title={title}>
      {shortSheetTitle(title)}
    </p>
  );
}

function Cell({ name, code = false, children }: { name: string; code?: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0 px-3.5 py-2 first:pl-5 not-first:border-line not-first:border-l md:first:pl-6">
      <dt className="truncate text-ink-3 text-xs">{name}</dt>
      <dd className={cn('figures truncate font-medium text-ink', code && 'font-mono text-[0.8125rem]')}>
        {children}
      </dd>
    </div>
  );
}

/** The way along the page; only in the current version, whose order the server tells. */
function Neighbours({ block }: { block: Block }) {
  const { t } = useTranslation();
  const { replace } = useSourceActions();
  const document = useQuery(documentQuery(block.document_id));
  const current = document.data?.version === block.version;
  const page = useQuery({ ...pageBlocksQuery(block.document_id, block.page), enabled: current });
  const blocks = page.data?.items ?? [];
  const index = blocks.findIndex(({ block_id }) => block_id === block.block_id);
  if (!current || index < 0 || blocks.length < 2) return null;
  const show = (neighbour: Block | undefined) =>
    neighbour &&
    replace({ documentId: neighbour.document_id, version: neighbour.version, code: neighbour.block_id });
  return (
    <nav
      aria-label={t('block.position', { index: index + 1, total: blocks.length })}
      className="flex items-center justify-between border-line border-t py-0.5 pr-2 pl-5 md:pl-6"
    >
      <p className="figures text-ink-2 text-xs">
        {t('block.position', { index: index + 1, total: blocks.length })}
      </p>
      <div className="flex">
        <IconButton
          icon={ChevronLeft}
          label={t('block.previous')}
          disabled={index === 0}
          onClick={() => show(blocks[index - 1])}
        />
        <IconButton
          icon={ChevronRight}
          label={t('block.next')}
          disabled={index === blocks.length - 1}
          onClick={() => show(blocks[index + 1])}
        />
      </div>
    </nav>
  );
}
