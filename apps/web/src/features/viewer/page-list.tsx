import { useVirtualizer } from '@tanstack/react-virtual';
import { FileText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortSheetTitle } from '#features/citations/place.ts';
import { cn } from '#shared/lib/cn.ts';
import type { SheetPage } from './viewer-queries.ts';

export interface PageListProps {
  pages: readonly SheetPage[];
  total: number;
  current: number;
  onOpen: (page: number) => void;
  /** Pictures above their names, beside them, or none. */
  look: PageLook;
}

export type PageLook = 'tall' | 'wide' | 'plain';

/** Height of a row, pixels. */
const heights: Record<PageLook, number> = { tall: 176, wide: 104, plain: 60 };
/** The line that a sheet's title takes. */
const TITLE = 16;

/** Pages with their pictures, drawn only where they are in sight. */
export function PageList({ pages, total, current, onOpen, look }: PageListProps) {
  const titled = pages.length === 0 || pages.some(({ sheet_title }) => sheet_title !== null);
  const height = heights[look] - (titled || look === 'wide' ? 0 : TITLE);
  const { t } = useTranslation('viewer');
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: Math.max(total, pages.length),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 4,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => rows.measure(), [rows, height]);
  useEffect(() => rows.scrollToIndex(current - 1, { align: 'auto' }), [rows, current]);

  return (
    <nav ref={scroller} aria-label={t('pages.title')} className="scroll-area h-full bg-sunken">
      <ol className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            className="absolute inset-x-0 px-2.5 pt-2"
            style={{ height, transform: `translateY(${start}px)` }}
            aria-setsize={total}
            aria-posinset={index + 1}
          >
            <PageButton
              number={index + 1}
              page={pages[index]}
              active={index + 1 === current}
              look={look}
              onOpen={() => onOpen(index + 1)}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface PageButtonProps {
  number: number;
  page: SheetPage | undefined;
  active: boolean;
  look: PageLook;
  onOpen: () => void;
}

function PageButton({ number, page, active, look, onOpen }: PageButtonProps) {
  const title = page?.sheet_title == null ? null : shortSheetTitle(page.sheet_title);
  return (
    <button
      type="button"
      aria-current={active ? 'page' : undefined}
      title={title ?? undefined}
      onClick={onOpen}
      className={cn(
        'flex h-full w-full gap-1 rounded-lg p-1.5 text-left text-xs',
        look === 'tall' && 'flex-col',
        look === 'wide' && 'items-center gap-3',
        active ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      {look === 'plain' ? null : (
        <span
          className={cn(
            'relative flex shrink-0 items-center justify-center overflow-hidden rounded-md border bg-surface',
            look === 'tall' ? 'h-28 w-full' : 'h-full w-28',
            active ? 'border-accent' : 'border-line',
          )}
        >
          <Thumbnail page={page} />
          {page === undefined ? null : <Mark page={page} />}
        </span>
      )}
      <PageName number={number} page={page} />
    </button>
  );
}

function PageName({ number, page }: Pick<PageButtonProps, 'number' | 'page'>) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const sheet = page?.sheet ?? null;
  const title = page?.sheet_title == null ? '\u00a0' : shortSheetTitle(page.sheet_title);
  return (
    <span className="figures min-w-0">
      <span className="block truncate font-medium text-ink">
        {sheet === null ? t('pages.page', { page: number }) : tCommon('place.sheet', { sheet })}
        {sheet === null ? null : (
          <span className="font-normal text-ink-3"> · {t('pages.page', { page: number })}</span>
        )}
      </span>
      <span className="block truncate text-ink-3">{page === undefined ? t('pages.waiting') : title}</span>
    </span>
  );
}

function Thumbnail({ page }: { page: SheetPage | undefined }) {
  const [failed, setFailed] = useState<string | null>(null);
  const url = page?.iiif_url ?? null;
  if (url === null || failed === url)
    return <FileText className="size-7 text-ink-3" strokeWidth={1.2} aria-hidden />;
  return (
    <img
      src={`${url}/full/!280,280/0/default.jpg`}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setFailed(url)}
      className="max-h-full max-w-full bg-white object-contain"
    />
  );
}

/** How far the page's letters can be trusted, in words. */
function Mark({ page }: { page: SheetPage }) {
  const { t } = useTranslation('viewer');
  const mark = markOf(page);
  if (mark === null) return null;
  return (
    <span
      className={cn(
        'absolute right-1 bottom-1 rounded px-1.5 py-0.5',
        mark === 'running' && 'animate-pulse-soft bg-accent-soft text-accent-ink',
        mark === 'recognised' && 'bg-accent-soft text-accent-ink',
        (mark === 'noText' || mark === 'broken') && 'bg-warning-soft text-warning',
      )}
    >
      {t(`pages.${mark}`)}
    </span>
  );
}

function markOf({ text_layer, ocr }: SheetPage): 'running' | 'recognised' | 'noText' | 'broken' | null {
  if (ocr === 'running') return 'running';
  if (text_layer === 'recognised' || ocr === 'done') return 'recognised';
  if (text_layer === 'none') return 'noText';
  return text_layer === 'broken' ? 'broken' : null;
}
