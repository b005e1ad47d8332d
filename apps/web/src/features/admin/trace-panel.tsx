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
import { describeReason } from './describe-reason.ts';
import { TraceRequest } from './trace-request.tsx';
import { Fold, Json, LongText } from './trace-text.tsx';

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
      <Fold title={t('trace.events', { count: trace.events.length })}>
        <Json value={trace.events} label={t('trace.events', { count: trace.events.length })} />
      </Fold>
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
    call.error_code === null ? null : describeReason(call.error_code, t),
  ];
  return (
    <Section
      title={t('trace.call', { n: call.n, stage: t(`trace.stages.${call.stage}`), model: call.model })}
    >
      <div className="space-y-3 py-4">
        <p className="figures text-ink-3 text-xs">{figures.filter(Boolean).join(' · ')}</p>
        <Fold title={t('trace.request')}>
          <div className="border-line border-l pl-4">
            <TraceRequest request={call.request} />
          </div>
        </Fold>
        <Response response={call.response} />
        <Button size="small" disabled={replay.isPending} onClick={() => replay.mutate(call.n)}>
          {replay.isPending ? <Spinner small /> : <Play aria-hidden />}
          {t('trace.replay')}
        </Button>
        {replay.data === undefined ? null : (
          <>
            <Notice tone={replay.data.same ? 'info' : 'warning'}>
              {t(replay.data.same ? 'trace.same' : 'trace.differs')}
            </Notice>
            <Words label={t('trace.replayed')} text={replay.data.text} calls={replay.data.tool_calls} />
          </>
        )}
      </div>
    </Section>
  );
}

function Response({ response }: { response: Record<string, unknown> }) {
  const { t } = useTranslation('admin');
  const { text, thinking, tool_calls } = response;
  const calls = Array.isArray(tool_calls) ? tool_calls : [];
  return (
    <>
      {typeof thinking === 'string' && thinking !== '' ? (
        <Fold title={t('trace.thinking')}>
          <LongText label={t('trace.thinking')} text={thinking} />
        </Fold>
      ) : null}
      <Words label={t('trace.response')} text={typeof text === 'string' ? text : ''} calls={calls} />
    </>
  );
}

/** What a model said, and the tools that it called. */
function Words({ label, text, calls }: { label: string; text: string; calls: readonly unknown[] }) {
  const { t } = useTranslation('admin');
  return (
    <div className="space-y-2">
      <h3 className="text-ink-2 text-sm">{label}</h3>
      {text === '' && calls.length === 0 ? <p className="text-ink-3 text-sm">{t('trace.silent')}</p> : null}
      {text === '' ? null : <LongText label={label} text={text} />}
      {calls.length === 0 ? null : <Json value={calls} label={t('trace.calls')} />}
    </div>
  );
}
