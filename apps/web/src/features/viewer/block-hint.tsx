import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { quoteText } from '#features/citations/quote-text.ts';
import type { Block } from '#features/documents/documents-query.ts';

const WIDTH = 280;

/** Kind and first words of the block under the pointer. */
export function BlockHint({ block, x, y }: { block: Block; x: number; y: number }) {
  const { t } = useTranslation('viewer');
  const words = quoteText(block.text).slice(0, 140);
  return createPortal(
    <div
      aria-hidden="true"
      className="pointer-events-none fixed z-40 rounded-lg border border-line bg-surface px-2.5 py-1.5 text-xs shadow-raised max-md:hidden"
      style={{
        maxWidth: WIDTH,
        left: Math.min(x + 14, innerWidth - WIDTH - 8),
        ...(y + 100 < innerHeight ? { top: y + 18 } : { bottom: innerHeight - y + 10 }),
      }}
    >
      <p className="font-medium text-ink">
        {block.category === 'stamp' ? t('block.stamp') : t(`block.kind.${block.kind}`)}{' '}
        <span className="font-mono font-normal text-ink-3">{block.block_id}</span>
      </p>
      {words === '' ? null : <p className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">{words}</p>}
    </div>,
    document.body,
  );
}
