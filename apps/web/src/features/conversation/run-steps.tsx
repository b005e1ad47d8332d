import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import { formatDuration } from '#shared/lib/format.ts';
import { Spinner } from '#shared/ui/spinner.tsx';
import { isActive, type RunStep, type RunView } from './run-view.ts';

/** «Ход работы»: the current step while it runs, all of them with their durations on demand. */
export function RunSteps({ view }: { view: RunView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const listId = useId();
  const active = isActive(view.status);
  const writing = active && view.text !== '';
  if (view.steps.length === 0 && !active) return null;
  return (
    <div className="mb-3 text-sm">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={listId}
        disabled={view.steps.length === 0}
        onClick={() => setOpen(!open)}
        className="-ml-2 flex min-h-9 max-w-full items-center gap-2 rounded-lg px-2 text-left text-ink-2 not-disabled:hover:bg-hover max-md:min-h-11"
      >
        {active && !writing ? <Spinner className="text-accent" /> : <Chevron open={open} />}
        <span className="min-w-0 truncate">
          <StepsTitle view={view} open={open} />
        </span>
      </button>
      <div id={listId} hidden={!open}>
        <ol className="mt-1 mb-2 ml-1.5 space-y-1 border-line border-l pl-4">
          {view.steps.map((step) => (
            <StepLine key={step.id} step={step} />
          ))}
        </ol>
        {view.thinking === '' ? null : (
          <details className="ml-1.5 border-line border-l pl-4">
            <summary className="min-h-9 py-1.5 text-ink-2">{t('conversation.reasoning')}</summary>
            <p className="scroll-area max-h-60 whitespace-pre-wrap pb-2 text-ink-2">{view.thinking}</p>
          </details>
        )}
      </div>
    </div>
  );
}

function Chevron({ open }: { open: boolean }) {
  return (
    <ChevronRight
      className={cn('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
      aria-hidden
    />
  );
}

function StepsTitle({ view, open }: { view: RunView; open: boolean }) {
  const { t, i18n } = useTranslation();
  const active = isActive(view.status);
  if (active && view.queue !== null) {
    const { position, estimatedWaitSeconds } = view.queue;
    return estimatedWaitSeconds === null
      ? t('conversation.queue', { position })
      : t('conversation.queueWait', {
          position,
          time: formatDuration(estimatedWaitSeconds * 1000, i18n.language),
        });
  }
  if (active && view.text === '' && !open) return view.steps.at(-1)?.title ?? t('conversation.preparing');
  const title = active ? t('conversation.steps') : t('conversation.stepsDone', { count: view.steps.length });
  const duration = active ? null : totalDuration(view.steps);
  return (
    <>
      {title}
      {duration === null ? null : (
        <span className="figures text-ink-3"> · {formatDuration(duration, i18n.language)}</span>
      )}
    </>
  );
}

function StepLine({ step }: { step: RunStep }) {
  const { i18n } = useTranslation();
  const duration = durationOf(step);
  return (
    <li className="flex items-baseline gap-3 py-0.5">
      <span className={cn('min-w-0 flex-1', step.kind === 'tool' ? 'text-ink' : 'text-ink-2')}>
        {step.title}
      </span>
      {step.endedAt === null ? <Spinner small className="self-center text-accent" /> : null}
      {duration === null ? null : (
        <span className="figures shrink-0 text-ink-3 text-xs">{formatDuration(duration, i18n.language)}</span>
      )}
    </li>
  );
}

/** `null` when the events came all at once from the log, so that the page does not know. */
function durationOf(step: RunStep): number | null {
  const duration = step.endedAt === null ? 0 : step.endedAt - step.startedAt;
  return duration < 50 ? null : duration;
}

function totalDuration(steps: readonly RunStep[]): number | null {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last?.endedAt == null) return null;
  const total = last.endedAt - first.startedAt;
  return total < 50 ? null : total;
}
