import { useQuery } from '@tanstack/react-query';
import { Image as ImageIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '#features/viewer/sheet-geometry.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { formatPercent } from '#shared/lib/format.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { changeTones } from './change-marks.tsx';
import { type PagePair, type PictureComparison, picturesQuery, type Sides } from './compare-queries.ts';
import { PicturePanes } from './picture-panes.tsx';
import { TextChanges } from './text-changes.tsx';

/** Both pictures may find at once that their addresses ran out. */
const RENEW_PAUSE = 20_000;

/** One pair of pages: pictures with the places of changes, and what changed in the text. */
export function PairView({
  sides,
  pair,
  hasPictures,
}: {
  sides: Sides;
  pair: PagePair;
  hasPictures: boolean;
}) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const fly = useRef<((box: Box) => void) | null>(null);
  const both =
    pair.before !== null && pair.after !== null ? { before: pair.before, after: pair.after } : null;
  const pictures = useQuery({
    ...picturesQuery(sides, both ?? { before: 0, after: 0 }),
    enabled: hasPictures && both !== null,
  });
  const renewed = useRef(Number.NEGATIVE_INFINITY);
  const renew = async () => {
    if (performance.now() - renewed.current < RENEW_PAUSE) return false;
    renewed.current = performance.now();
    return !(await pictures.refetch()).isError;
  };
  const text = (
    <section aria-label={t('compare.text')}>
      <h2 className="mb-2 font-semibold text-ink text-sm">{t('compare.text')}</h2>
      <TextChanges sides={sides} page={pair.after ?? pair.before ?? 1} />
    </section>
  );
  if (!hasPictures) {
    return (
      <div className="scroll-area min-h-0 min-w-0 flex-1 bg-paper p-4 pb-10">
        <div className="mx-auto max-w-3xl space-y-5">
          <p className="text-ink-3 text-sm">{t(both === null ? 'compare.oneSide' : 'compare.noPicture')}</p>
          {text}
        </div>
      </div>
    );
  }
  let picture: ReactNode;
  if (both === null) picture = <Absence>{t('compare.oneSide')}</Absence>;
  else if (pictures.data !== undefined)
    picture = <PicturePanes comparison={pictures.data} onExpired={renew} fly={fly} />;
  else if (pictures.isError) picture = <Absence>{describeError(pictures.error, tCommon)}</Absence>;
  else {
    picture = (
      <p role="status" className="flex h-full items-center justify-center gap-2 text-ink-2 text-sm">
        <Spinner />
        {t('compare.comparing')}
      </p>
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-1 max-lg:flex-col">
      <div className="min-h-0 min-w-0 flex-1 bg-sunken max-lg:h-[52%] max-lg:flex-none">{picture}</div>
      <div className="scroll-area min-h-0 w-[26rem] shrink-0 space-y-5 border-line border-l bg-paper p-4 pb-10 max-lg:w-full max-lg:flex-1 max-lg:border-t max-lg:border-l-0">
        {pictures.data === undefined ? null : (
          <PictureChanges comparison={pictures.data} onFly={(box) => fly.current?.(box)} />
        )}
        {text}
      </div>
    </div>
  );
}

function Absence({ children }: { children: string }) {
  return (
    <div className="flex h-full flex-col justify-center">
      <EmptyState icon={ImageIcon} title={children} />
    </div>
  );
}

function PictureChanges({ comparison, onFly }: { comparison: PictureComparison; onFly: (box: Box) => void }) {
  const { t, i18n } = useTranslation('viewer');
  const { changes, is_aligned, changed_share } = comparison;
  return (
    <section aria-label={t('compare.boxes')}>
      <h2 className="mb-2 flex items-baseline justify-between font-semibold text-ink text-sm">
        {t('compare.boxes')}
        {changes.length === 0 ? null : (
          <span className="figures font-normal text-ink-3 text-xs">
            {t('compare.share', { percent: formatPercent(changed_share, i18n.language) })}
          </span>
        )}
      </h2>
      {is_aligned ? null : (
        <Notice tone="warning" className="mb-2">
          {t('compare.notAligned')}
        </Notice>
      )}
      {changes.length === 0 ? <p className="text-ink-2 text-sm">{t('compare.noBoxes')}</p> : null}
      <ol className="flex flex-wrap gap-1.5">
        {changes.map(({ kind, bbox }, index) => (
          <li key={bbox.join()}>
            <button
              type="button"
              onClick={() => onFly(bbox as Box)}
              className="figures inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-surface pr-2.5 pl-1 text-ink-2 text-xs hover:border-line-strong hover:text-ink max-md:h-11 pointer-coarse:h-11"
            >
              <span className={cn('rounded px-1.5 py-0.5', changeTones[kind])}>{index + 1}</span>
              {t(`compare.kind.${kind}`)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
