import { CircleAlert, CircleCheck, Clock, KeyRound, Pause, Play, RotateCw, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import { formatBytes, formatPercent } from '#shared/lib/format.ts';
import { innerQuotes } from '#shared/lib/inner-quotes.ts';
import { Button } from '#shared/ui/button.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { ProgressBar } from '#shared/ui/progress-bar.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';
import { ImportReport } from './import-report.tsx';
import { pauseUpload, removeUpload, resumeUpload } from './upload-queue.ts';
import { isActive, type ReportEntry, type Upload } from './upload-store.ts';

const PasswordDialog = lazy(() =>
  import('./password-dialog.tsx').then((module) => ({ default: module.PasswordDialog })),
);

/** One upload: how far it is, what may be done with it, what came of it. */
export function UploadItem({ upload }: { upload: Upload }) {
  const report = upload.result?.report ?? upload.failure?.report ?? [];
  return (
    <li className="px-4 py-2.5 not-first:border-line not-first:border-t">
      <div className="flex items-center gap-2.5">
        <StateIcon upload={upload} />
        <div className="min-w-0 flex-1">
          <p className="truncate text-ink text-sm" title={upload.label}>
            {upload.label}
          </p>
          <Told upload={upload} />
        </div>
        <Actions upload={upload} />
      </div>
      {isActive(upload) && upload.state !== 'waiting' && upload.size > 0 ? (
        <ProgressBar
          label={upload.label}
          value={upload.sent}
          max={upload.size}
          busy={upload.state === 'reading'}
          className="mt-2"
        />
      ) : null}
      <Remarks report={report} failure={upload.failure?.message} />
    </li>
  );
}

function StateIcon({ upload: { state, result } }: { upload: Upload }) {
  if (state === 'failed') return <CircleAlert className="size-4 shrink-0 text-danger" aria-hidden />;
  if (state === 'locked') return <KeyRound className="size-4 shrink-0 text-warning" aria-hidden />;
  if (state === 'paused') return <Pause className="size-4 shrink-0 text-ink-3" aria-hidden />;
  if (state === 'waiting') return <Clock className="size-4 shrink-0 text-ink-3" aria-hidden />;
  if (state !== 'done') return <Spinner className="shrink-0 text-accent" />;
  const troubled = result?.report.some(({ severity }) => severity === 'error');
  return troubled ? (
    <CircleAlert className="size-4 shrink-0 text-warning" aria-hidden />
  ) : (
    <CircleCheck className="size-4 shrink-0 text-success" aria-hidden />
  );
}

function Told({ upload }: { upload: Upload }) {
  const { t, i18n } = useTranslation();
  const { state, failure, result } = upload;
  const bad = state === 'failed';
  return (
    <p className={cn('figures text-xs [overflow-wrap:anywhere]', bad ? 'text-danger' : 'text-ink-3')}>
      {failure !== null && state !== 'waiting' ? failure.message : null}
      {failure !== null && bad && hints.has(failure.code)
        ? ` ${t(`uploads.hints.${failure.code as 'too_large'}`)}`
        : null}
      {state === 'done' ? t('uploads.done', { count: result?.documents.length ?? 0 }) : null}
      {state === 'reading' ? t('uploads.reading') : null}
      {state === 'waiting' ? t('uploads.waiting') : null}
      {state === 'sending' || state === 'paused'
        ? t(`uploads.${state}`, {
            percent: formatPercent(upload.size === 0 ? 0 : upload.sent / upload.size, i18n.language),
            size: formatBytes(upload.size, i18n.language),
          })
        : null}
    </p>
  );
}

/** Refusals whose remedy the server's words leave open. */
const hints: ReadonlySet<string> = new Set(['too_large', 'unsupported_media_type', 'network']);

function Actions({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { id, label, state, canPause, failure } = upload;
  const name = { name: innerQuotes(label) };
  return (
    <div className="-mr-2 flex shrink-0 items-center">
      {canPause && state === 'sending' ? (
        <IconButton icon={Pause} label={t('uploads.pause', name)} onClick={() => pauseUpload(id)} />
      ) : null}
      {state === 'paused' ? (
        <IconButton icon={Play} label={t('uploads.resume', name)} onClick={() => resumeUpload(id)} />
      ) : null}
      {state === 'failed' && failure?.code !== 'too_many' ? (
        <IconButton icon={RotateCw} label={t('uploads.retry', name)} onClick={() => resumeUpload(id)} />
      ) : null}
      {state === 'locked' ? (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('uploads.enterPassword')}
        </Button>
      ) : null}
      <IconButton
        icon={X}
        label={t(isActive(upload) ? 'uploads.cancel' : 'uploads.remove', name)}
        onClick={() => removeUpload(id)}
      />
      {asking ? (
        <Suspense fallback={null}>
          <PasswordDialog
            message={failure?.message ?? ''}
            onPassword={(password) => resumeUpload(id, password)}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Remarks stay folded unless they are what the reader must know; one that repeats the refusal is left out. */
function Remarks({ report, failure }: { report: readonly ReportEntry[]; failure: string | undefined }) {
  const { t } = useTranslation();
  const telling = report.filter(({ message }) => failure === undefined || !failure.includes(message));
  if (telling.length === 0) return null;
  return (
    <details
      className="mt-1.5 pl-6.5"
      open={telling.some(({ severity }) => severity === 'error') ? true : undefined}
    >
      <summary className="figures inline-flex min-h-6 items-center text-accent-ink text-xs underline underline-offset-3 max-md:min-h-11">
        {t('uploads.remarks', { count: telling.length })}
      </summary>
      <div className="mt-2">
        <ImportReport report={telling} />
      </div>
    </details>
  );
}
