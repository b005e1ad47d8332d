import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Section } from '#features/settings/section.tsx';
import { describeError } from '#shared/api/describe-error.ts';
import { formatDollars, formatDuration, formatNumber } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { type RunTrace, traceQuery, useReplayCall } from './admin-queries.ts';

/** Every request to a model that an answer was made of, and what came back. */
export function TracePanel({ runId, onClose }: { runId: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { t: tCommon } = useTranslation();
  const trace = useQuery(traceQuery(runId));
  return (
    <>
      <Button look="quiet" size="small" onClick={onClose}>
        <ArrowLeft aria-hidden />
        {t('trace.back')}
      </Button>
      {trace.isPending ? <TextSkeleton label={tCommon('app.loading')} lines={8} /> : null}
      {trace.isError ? <Notice tone="danger">{describeError(trace.error, tCommon)}</Notice> : null}
      {trace.data === undefined ? null : <Trace trace={trace.data} />}
    </>
  );
}

function Trace({ trace }: { trace: RunTrace }) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Section title={t('trace.question')}>
        <p className="whitespace-pre-wrap py-4 text-ink text-sm [overflow-wrap:anywhere]">{trace.question}</p>
      </Section>
      {trace.calls.length === 0 ? <Notice tone="info">{t('trace.noCalls')}</Notice> : null}
      {trace.calls.map((call) => (
        <Call key={call.n} runId={trace.run.id} call={call} />
      ))}
      <details className="text-sm">
        <summary className="min-h-9 py-1.5 text-ink-2 max-md:min-h-11">
          {t('trace.events', { count: trace.events.length })}
        </summary>
        <Json value={trace.events} label={t('trace.events', { count: trace.events.length })} />
      </details>
    </>
  );
}

function Call({ runId, call }: { runId: string; call: RunTrace['calls'][number] }) {
  const { t, i18n } = useTranslation('admin');
  const replay = useReplayCall(runId);
  const { usage } = call;
  const figures = [
    formatDuration(call.duration_ms, i18n.language),
    t('runs.tokens', { tokens: formatNumber(usage.input_tokens, i18n.language) }),
    t('trace.out', { tokens: formatNumber(usage.output_tokens, i18n.language) }),
    call.cost_usd === null ? null : formatDollars(call.cost_usd, i18n.language),
    call.error_code,
  ];
  return (
    <Section
      title={t('trace.call', { n: call.n, stage: t(`trace.stages.${call.stage}`), model: call.model })}
    >
      <div className="space-y-3 py-4">
        <p className="figures text-ink-3 text-xs">{figures.filter(Boolean).join(' · ')}</p>
        {(['request', 'response'] as const).map((side) => (
          <details key={side} className="text-sm">
            <summary className="min-h-9 py-1.5 text-ink-2 max-md:min-h-11">{t(`trace.${side}`)}</summary>
            <Json value={call[side]} label={t(`trace.${side}`)} />
          </details>
        ))}
        <Button size="small" disabled={replay.isPending} onClick={() => replay.mutate(call.n)}>
          {replay.isPending ? <Spinner small /> : <Play aria-hidden />}
          {t('trace.replay')}
        </Button>
        {replay.data === undefined ? null : (
          <>
            <Notice tone={replay.data.same ? 'info' : 'warning'}>
              {t(replay.data.same ? 'trace.same' : 'trace.differs')}
            </Notice>
            <Json
              value={{ text: replay.data.text, tool_calls: replay.data.tool_calls }}
              label={t('trace.replayed')}
            />
          </>
        )}
      </div>
    </Section>
  );
}

function Json({ value, label }: { value: unknown; label: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
      tabIndex={0}
      aria-label={label}
      className="scroll-area max-h-[32rem] rounded-lg border border-line bg-paper p-3"
    >
      <pre className="whitespace-pre-wrap font-mono text-ink-2 text-xs leading-5 [overflow-wrap:anywhere]">
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
