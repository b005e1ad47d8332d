import { ChevronLeft, ChevronRight, List } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import type { Block } from '#features/documents/documents-query.ts';
import { LazyMarkdown } from '#features/markdown/lazy-markdown.tsx';
import { formatDate, formatPercent } from '#shared/lib/format.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { BlockActions, type BlockActionsProps } from './block-actions.tsx';
import { BlockFlags } from './block-flags.tsx';
import { BlockPicture } from './block-picture.tsx';

export interface BlockCardProps extends BlockActionsProps {
  /** Of its page, in reading order. */
  blocks: readonly Block[];
}

/** One block: what it says, how far that can be trusted, what can be done with it. */
export function BlockCard({ block, blocks, onSelect, onShow, isCurrent }: BlockCardProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const index = blocks.findIndex(({ block_id }) => block_id === block.block_id);
  const show = (neighbour: Block | undefined) => neighbour && onSelect(neighbour.block_id);
  return (
    <article aria-labelledby="block-name" className="scroll-area h-full pb-10">
      <header className="flex items-start gap-1 border-line border-b py-2.5 pr-2 pl-4">
        <div className="min-w-0 flex-1">
          <h2 id="block-name" className="flex flex-wrap items-baseline gap-x-2 font-semibold text-ink">
            {block.category === 'stamp' ? t('block.stamp') : t(`block.kind.${block.kind}`)}
            <span className="font-mono font-normal text-ink-3 text-xs">{block.block_id}</span>
          </h2>
          <p className="figures text-ink-2 text-sm">
            {describePlace({ page: block.page, sheet: block.sheet, sheetTitle: block.sheet_title }, tCommon)}
          </p>
        </div>
        <IconButton icon={List} label={`${t('block.back')} (Esc)`} onClick={() => onSelect(null)} />
        {index < 0 ? null : (
          <>
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
          </>
        )}
      </header>
      <div className="space-y-4 p-4">
        <BlockFlags flags={block.flags} />
        <BlockActions block={block} onSelect={onSelect} onShow={onShow} isCurrent={isCurrent} />
        {block.kind === 'image' || block.bbox === null ? <BlockPicture block={block} /> : null}
        <BlockText block={block} />
        <Origin block={block} />
      </div>
    </article>
  );
}

function BlockText({ block }: { block: Block }) {
  const { t, i18n } = useTranslation('viewer');
  const text = block.text.trim();
  const own = text === '' ? <p className="text-ink-2 text-sm">{t('block.empty')}</p> : <Text text={text} />;
  if (block.reread === null) return own;
  return (
    <>
      <section aria-label={t('block.rereadDone')}>
        <h3 className="mb-1.5 font-medium text-accent-ink text-xs">
          {t('block.rereadDone')} ·{' '}
          {t('block.rereadOn', { date: formatDate(block.reread.created_at, i18n.language) })}
          {block.reread.confidence === null
            ? null
            : ` · ${t('block.confidence', { percent: formatPercent(block.reread.confidence, i18n.language) })}`}
        </h3>
        <Text text={block.reread.text.trim()} />
      </section>
      <details className="rounded-lg border border-line px-3 py-2">
        <summary className="text-ink-2 text-sm">{t('block.before')}</summary>
        <div className="mt-2">{own}</div>
      </details>
    </>
  );
}

function Text({ text }: { text: string }) {
  return <LazyMarkdown text={text} breaks className="text-[0.9375rem]" />;
}

function Origin({ block }: { block: Block }) {
  const { t, i18n } = useTranslation('viewer');
  const certain =
    block.confidence === null
      ? ''
      : ` · ${t('block.confidence', { percent: formatPercent(block.confidence, i18n.language) })}`;
  return (
    <p className="figures text-ink-3 text-xs">
      {t('block.source')}: {t(`block.sources.${block.text_source}`)}
      {certain}
    </p>
  );
}
