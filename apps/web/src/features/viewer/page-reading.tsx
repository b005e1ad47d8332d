import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { shortSheetTitle } from '#features/citations/place.ts';
import type { Block } from '#features/documents/documents-query.ts';
import { LazyMarkdown } from '#features/markdown/lazy-markdown.tsx';
import { cn } from '#shared/lib/cn.ts';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import type { SheetPage } from './viewer-queries.ts';

export interface PageReadingProps {
  number: number;
  page: SheetPage | undefined;
  /** `null` while they are loading. */
  blocks: readonly Block[] | null;
  selected: Block | null;
  onSelect: (code: string) => void;
}

/** A page that has no picture, as text to read. */
export function PageReading({ number, page, blocks, selected, onSelect }: PageReadingProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const chosen = useRef<HTMLElement>(null);
  const code = selected?.block_id;
  const isReady = blocks !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another block, or its coming, is what is scrolled to
  useEffect(() => chosen.current?.scrollIntoView({ block: 'center' }), [code, isReady]);
  const title =
    page?.sheet_title == null ? t('state.page', { page: number }) : shortSheetTitle(page.sheet_title);
  return (
    <section
      aria-label={t('state.page', { page: number })}
      data-stage
      data-state="open"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
      tabIndex={0}
      className="scroll-area size-full bg-paper focus-visible:-outline-offset-2"
    >
      <div className="mx-auto max-w-3xl space-y-3 px-4 pt-6 pb-28 md:px-8">
        <h2 className="font-semibold text-ink text-xl">{title}</h2>
        {blocks === null ? <TextSkeleton label={tCommon('app.loading')} lines={8} /> : null}
        {blocks?.length === 0 ? <p className="text-ink-2">{t('state.emptyPage')}</p> : null}
        {blocks?.map((block) => (
          <article
            key={block.block_id}
            ref={block.block_id === code ? chosen : null}
            className={cn(
              'rounded-xl border bg-surface px-4 py-3 md:px-5',
              block.block_id === code ? 'border-accent' : 'border-line',
            )}
          >
            <button
              type="button"
              aria-pressed={block.block_id === code}
              onClick={() => onSelect(block.block_id)}
              className="mb-1 inline-flex min-h-9 items-center gap-2 rounded text-ink-3 text-xs hover:text-ink max-md:min-h-11"
            >
              {block.category === 'stamp' ? t('block.stamp') : t(`block.kind.${block.kind}`)}
              <span className="font-mono">{block.block_id}</span>
            </button>
            {block.text.trim() === '' ? (
              <p className="text-ink-2 text-sm">{t('block.empty')}</p>
            ) : (
              <LazyMarkdown text={block.text.trim()} breaks className="text-[0.9375rem]" />
            )}
          </article>
        ))}
      </div>
    </section>
  );
}
