import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import { quoteText } from '#features/citations/quote-text.ts';
import type { Block } from '#features/documents/documents-query.ts';
import { shortCode } from '#features/markdown/citation-syntax.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { BlockCard } from './block-card.tsx';

export interface BlockPanelProps {
  page: number;
  /** `null` while they are loading. */
  blocks: readonly Block[] | null;
  error: Error | null;
  selected: Block | null;
  onSelect: (code: string | null) => void;
  onShow: (block: Block) => void;
  isCurrent: boolean;
}

/** The chosen block, or the blocks of the page to choose from: the way to them without a pointer. */
export function BlockPanel(props: BlockPanelProps) {
  const { page, blocks, selected, onSelect, onShow, isCurrent } = props;
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  if (selected !== null) {
    return (
      <BlockCard
        key={`${selected.block_id}:${selected.version}`}
        block={selected}
        blocks={blocks ?? []}
        onSelect={onSelect}
        onShow={onShow}
        isCurrent={isCurrent}
      />
    );
  }
  return (
    <div className="scroll-area h-full p-4">
      <p className="font-medium text-ink text-sm">{t('block.none')}</p>
      <p className="mt-1 mb-4 text-ink-3 text-sm">{t('block.noneHint')}</p>
      <h2 className="mb-1.5 font-medium text-ink-3 text-xs">{t('block.ofPage', { page })}</h2>
      <Absence {...props} />
      <ul className="-mx-2">
        {blocks?.map((block) => (
          <li key={block.block_id}>
            <button
              type="button"
              onClick={() => onSelect(block.block_id)}
              className="grid min-h-11 w-full grid-cols-[auto_1fr] items-baseline gap-x-2.5 rounded-lg px-2 py-2 text-left text-sm hover:bg-hover md:min-h-9"
            >
              <span className="font-mono text-accent-ink text-xs">{shortCode(block.block_id)}</span>
              <span className="line-clamp-2 text-ink-2">
                <span className="text-ink">
                  {block.category === 'stamp' ? t('block.stamp') : t(`block.kind.${block.kind}`)}
                </span>{' '}
                {quoteText(block.text).slice(0, 120)}
              </span>
              <span className="sr-only">{describePlace(block, tCommon)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why there is nothing to choose from. */
function Absence({ blocks, error }: BlockPanelProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  if (error !== null) return <p className="text-danger text-sm">{describeError(error, tCommon)}</p>;
  if (blocks === null) return <TextSkeleton label={tCommon('app.loading')} />;
  if (blocks.length > 0) return null;
  return <p className="text-ink-2 text-sm">{t('block.noBlocks')}</p>;
}
