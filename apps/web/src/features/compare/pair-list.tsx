import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import type { PagePair } from './compare-queries.ts';

export interface PairListProps {
  pairs: readonly PagePair[];
  chosen: PagePair | null;
  onChoose: (pair: PagePair) => void;
}

/** Pairs of pages with how much differs in each. */
export function PairList({ pairs, chosen, onChoose }: PairListProps) {
  const { t } = useTranslation('viewer');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const listed = onlyChanged ? pairs.filter(({ changes }) => changes > 0) : pairs;
  return (
    <nav aria-label={t('compare.pages')} className="scroll-area h-full bg-sunken pb-6">
      <label className="flex min-h-11 cursor-pointer items-center gap-2.5 px-4 text-ink-2 text-sm">
        <input
          type="checkbox"
          checked={onlyChanged}
          onChange={(event) => setOnlyChanged(event.target.checked)}
          className="size-4 accent-accent"
        />
        {t('compare.onlyChanged')}
      </label>
      <ul>
        {listed.map((pair) => (
          <li key={`${pair.before}:${pair.after}`}>
            <PairButton pair={pair} active={pair === chosen} onChoose={() => onChoose(pair)} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PairButton({ pair, active, onChoose }: { pair: PagePair; active: boolean; onChoose: () => void }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const sheet = pair.after_sheet ?? pair.before_sheet;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) button.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <button
      ref={button}
      type="button"
      aria-current={active ? 'true' : undefined}
      onClick={onChoose}
      className={cn(
        'figures flex min-h-11 w-full items-center justify-between gap-2 px-4 py-1.5 text-left text-sm focus-visible:-outline-offset-2',
        active ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="min-w-0">
        {sheet === null ? null : (
          <span className="block font-medium text-ink">{tCommon('place.sheet', { sheet })}</span>
        )}
        <span className={cn('block', sheet === null ? 'text-ink' : 'text-ink-3 text-xs')}>
          {pagesOf(pair)}
        </span>
      </span>
      <span className={cn('shrink-0 text-xs', pair.changes > 0 ? 'font-medium text-warning' : 'text-ink-3')}>
        {pair.changes > 0 ? t('compare.changes', { count: pair.changes }) : t('compare.same')}
      </span>
    </button>
  );

  function pagesOf({ before, after }: PagePair): string {
    if (before === null) return t('compare.onlyAfter', { page: after });
    if (after === null) return t('compare.onlyBefore', { page: before });
    return t('compare.pair', { before, after });
  }
}
