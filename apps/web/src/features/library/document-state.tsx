import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#features/documents/documents-query.ts';
import { formatNumber } from '#shared/lib/format.ts';
import { ProgressBar } from '#shared/ui/progress-bar.tsx';
import { Spinner } from '#shared/ui/spinner.tsx';

/** How far reading or recognition has come, or why there is nothing to read. */
export function DocumentState({ document }: { document: Document }) {
  const { t, i18n } = useTranslation();
  const { status, progress, error } = document;
  if (status === 'failed') {
    return (
      <span className="flex items-start gap-1.5 text-danger text-sm">
        <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span className="[overflow-wrap:anywhere]">
          {error?.message ?? t('library.state.failed')} {t('library.state.failedHint')}
        </span>
      </span>
    );
  }
  if (progress === null && status !== 'processing') return null;
  const counts = {
    done: formatNumber(progress?.done ?? 0, i18n.language),
    total: formatNumber(progress?.total ?? 0, i18n.language),
  };
  const told =
    progress === null || progress.total === 0
      ? t('library.state.queued')
      : t(`library.state.${progress.stage}`, counts);
  return (
    <span className="flex items-center gap-2 text-ink-2 text-sm">
      <Spinner small className="shrink-0 text-accent" />
      <span className="figures whitespace-nowrap">{told}</span>
      {progress === null ? null : (
        <ProgressBar label={told} value={progress.done} max={progress.total} className="w-28 max-md:flex-1" />
      )}
    </span>
  );
}
