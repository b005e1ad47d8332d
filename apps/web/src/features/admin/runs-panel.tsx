import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ListTree } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { formatDate, formatDollars, formatNumber, formatTime } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import type { AdminAddress } from './admin-address.ts';
import { type RunSummary, runsQuery } from './admin-queries.ts';
import { describeReason } from './describe-reason.ts';
import { TracePanel } from './trace-panel.tsx';

/** Answers of the installation: what each cost, and the trace of any of them. */
export function RunsPanel() {
  const { t } = useTranslation('admin');
  const { t: tCommon } = useTranslation();
  const { run } = useSearch({ strict: false }) as AdminAddress;
  const navigate = useNavigate();
  const runs = useInfiniteQuery(runsQuery);
  const open = (id: string | undefined) =>
    navigate({ to: '/manage', search: { tab: 'runs', ...(id !== undefined && { run: id }) } });
  if (run !== undefined) return <TracePanel key={run} runId={run} onClose={() => open(undefined)} />;
  if (runs.isPending) return <TextSkeleton label={tCommon('app.loading')} lines={8} />;
  if (runs.isError) return <Notice tone="danger">{describeError(runs.error, tCommon)}</Notice>;
  const listed = runs.data.pages.flatMap(({ items }) => items);
  if (listed.length === 0)
    return <EmptyState icon={ListTree} title={t('runs.none')} hint={t('runs.noneHint')} />;
  return (
    <>
      <p className="max-w-2xl text-ink-2 text-sm">{t('runs.hint')}</p>
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {listed.map((each) => (
          <li key={each.id}>
            <RunLine run={each} onOpen={() => open(each.id)} />
          </li>
        ))}
      </ul>
      {runs.hasNextPage ? (
        <Button onClick={() => runs.fetchNextPage()}>{tCommon('common.more')}</Button>
      ) : null}
    </>
  );
}

function RunLine({ run, onOpen }: { run: RunSummary; onOpen: () => void }) {
  const { t, i18n } = useTranslation('admin');
  const { usage, cost_usd } = run;
  const figures = [
    usage === null ? null : t('runs.calls', { count: usage.model_calls }),
    usage === null ? null : t('runs.tokens', { tokens: formatNumber(usage.input_tokens, i18n.language) }),
    cost_usd === null ? null : formatDollars(cost_usd, i18n.language),
  ];
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex min-h-12 w-full flex-wrap items-baseline gap-x-4 gap-y-0.5 px-5 py-2.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="figures w-44 text-ink">
        {formatDate(run.created_at, i18n.language)}, {formatTime(run.created_at, i18n.language)}
      </span>
      <span className="min-w-40 flex-1 text-ink-2">
        {t(`runs.status.${run.status}`)}
        {run.error_code === null ? '' : `: ${describeReason(run.error_code, t)}`}
        {run.model === null || run.model === '' ? '' : ` · ${run.model}`}
      </span>
      <span className="figures text-ink-3 text-xs">{figures.filter(Boolean).join(' · ')}</span>
    </button>
  );
}
