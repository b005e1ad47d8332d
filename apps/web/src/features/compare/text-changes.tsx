import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import { quoteText } from '#features/citations/quote-text.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { changesQuery, type Sides, type TextChange } from './compare-queries.ts';

const tones = {
  added: 'text-success',
  removed: 'text-danger',
  changed: 'text-warning',
  moved: 'text-ink-2',
};

/** Differences of text on a page, word by word and cell by cell. */
export function TextChanges({ sides, page }: { sides: Sides; page: number }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const changes = useInfiniteQuery(changesQuery(sides, page));
  const listed = changes.data?.pages.flatMap(({ items }) => items) ?? [];
  if (changes.isPending) return <TextSkeleton label={tCommon('app.loading')} lines={5} />;
  if (changes.isError) {
    return (
      <Notice tone="danger">
        {t('compare.failed')}. {describeError(changes.error, tCommon)}
      </Notice>
    );
  }
  if (listed.length === 0) return <p className="text-ink-2 text-sm">{t('compare.noChangesPage')}</p>;
  return (
    <>
      <ul className="space-y-4">
        {listed.map((change) => (
          <li key={`${change.before?.block_id}:${change.after?.block_id}`}>
            <ChangeItem change={change} />
          </li>
        ))}
      </ul>
      {changes.hasNextPage ? (
        <Button
          className="mt-4"
          disabled={changes.isFetchingNextPage}
          onClick={() => changes.fetchNextPage()}
        >
          {tCommon('common.more')}
        </Button>
      ) : null}
    </>
  );
}

function ChangeItem({ change }: { change: TextChange }) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const side = change.after ?? change.before;
  return (
    <article className="rounded-xl border border-line bg-surface p-3.5">
      <h3 className="figures mb-2 flex flex-wrap items-baseline gap-x-2 text-xs">
        <span className={cn('font-semibold', tones[change.change])}>
          {t(`compare.kind.${change.change}`)}
        </span>
        {side === null ? null : <span className="text-ink-3">{describePlace(side, tCommon)}</span>}
        {side === null ? null : <span className="font-mono text-ink-3">{side.block_id}</span>}
      </h3>
      {change.cells.length > 0 ? <Cells cells={change.cells} /> : <Words change={change} />}
    </article>
  );
}

function Words({ change }: { change: TextChange }) {
  const { t } = useTranslation('viewer');
  const text = 'text-sm text-ink-2 whitespace-pre-line [overflow-wrap:anywhere]';
  if (quoteText((change.after ?? change.before)?.text ?? '') === '')
    return <p className="text-ink-3 text-sm">{t('compare.noText')}</p>;
  if (change.change === 'added')
    return (
      <p className={text}>
        <ins className="rounded-sm bg-success/15 text-ink no-underline">
          {quoteText(change.after?.text ?? '')}
        </ins>
      </p>
    );
  if (change.change === 'removed')
    return (
      <p className={text}>
        <del className="rounded-sm bg-danger-soft text-ink">{quoteText(change.before?.text ?? '')}</del>
      </p>
    );
  if (change.change === 'moved')
    return <p className={text}>{quoteText(change.after?.text ?? '').slice(0, 300)}</p>;
  return (
    <p className={text}>
      {change.diff.map(({ op, text: words }, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: words of one text never move
        if (op === 'equal') return <span key={index}>{shortened(words)}</span>;
        return op === 'insert' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: words of one text never move
          <ins key={index} className="rounded-sm bg-success/15 text-ink underline decoration-success">
            {words}
          </ins>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: words of one text never move
          <del key={index} className="rounded-sm bg-danger-soft text-ink decoration-danger">
            {words}
          </del>
        );
      })}
    </p>
  );
}

const CONTEXT = 90;

/** What stays the same is told by its ends. */
function shortened(text: string): string {
  if (text.length <= CONTEXT * 2 + 10) return text;
  return `${text.slice(0, CONTEXT)} … ${text.slice(-CONTEXT)}`;
}

function Cells({ cells }: { cells: TextChange['cells'] }) {
  const { t } = useTranslation('viewer');
  return (
    <dl className="figures space-y-1.5 text-sm">
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of one change never move
        <div key={index} className="grid gap-x-3 sm:grid-cols-2">
          <dt className="text-ink-3 [overflow-wrap:anywhere]">
            {cell.column === null ? cell.row : t('compare.cell', { row: cell.row, column: cell.column })}
          </dt>
          <dd className="[overflow-wrap:anywhere]">
            <span className="sr-only">{t('compare.was')} </span>
            <del className="rounded-sm bg-danger-soft px-0.5 text-ink">
              {cell.before ?? t('compare.absent')}
            </del>
            {' → '}
            <span className="sr-only">{t('compare.became')} </span>
            <ins className="rounded-sm bg-success/15 px-0.5 text-ink no-underline">
              {cell.after ?? t('compare.absent')}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
