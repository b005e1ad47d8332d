import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { formatPercent } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { ImportReport } from './import-report.tsx';
import { isImportable, type useImport } from './use-import.ts';

type Import = ReturnType<typeof useImport>;

/** Where bundles are dropped or chosen, with progress, refusals and the report. */
export function ImportZone({ upload }: { upload: Import }) {
  const { t } = useTranslation();
  const [wrongType, setWrongType] = useState(false);
  const cancelled = upload.error instanceof DOMException && upload.error.name === 'AbortError';

  function start(files: readonly File[]) {
    const suitable = files.filter(({ name }) => isImportable(name));
    setWrongType(suitable.length < files.length);
    if (suitable.length > 0 && !upload.isPending) upload.mutate(suitable);
  }

  return (
    <div className="space-y-3">
      {upload.isPending ? <Progress upload={upload} /> : <DropArea onFiles={start} />}
      {wrongType ? <Notice tone="warning">{t('import.wrongType')}</Notice> : null}
      {upload.isError && !cancelled ? (
        <Notice tone="danger">
          {t('import.failed')}. {describeError(upload.error, t)}
        </Notice>
      ) : null}
      {upload.data === undefined ? null : (
        <ImportReport result={upload.data} onDismiss={() => upload.reset()} />
      )}
    </div>
  );
}

function DropArea({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    },
  };
  return (
    <section
      aria-label={t('import.choose')}
      {...drag}
      className={cn(
        'flex flex-col items-center gap-3 rounded-2xl border border-line-strong border-dashed px-6 py-8 text-center transition-colors',
        over ? 'border-accent bg-accent-soft' : 'bg-surface/50',
      )}
    >
      <FileUp className="size-7 text-ink-3" strokeWidth={1.5} aria-hidden />
      <p className="text-ink max-md:hidden">
        {t('import.drop')} <span className="text-ink-3">{t('import.or')}</span>
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".md,.json"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button aria-describedby={hintId} onClick={() => input.current?.click()}>
        {t('import.choose')}
      </Button>
      <p id={hintId} className="max-w-md text-ink-3 text-sm">
        {t('import.hint')}
      </p>
    </section>
  );
}

export function Progress({ upload }: { upload: Import }) {
  const { t, i18n } = useTranslation();
  const share = upload.progress ?? 0;
  const sent = share >= 1;
  return (
    <div className="flex flex-col gap-3 rounded-2xl border border-line bg-surface px-6 py-6">
      <div className="flex items-center justify-between gap-4">
        <p role="status" className="font-medium text-ink text-sm">
          {sent
            ? t('import.processing')
            : t('import.uploading', { percent: formatPercent(share, i18n.language) })}
        </p>
        <Button size="small" look="quiet" onClick={upload.cancel}>
          {t('import.cancel')}
        </Button>
      </div>
      <div
        role="progressbar"
        aria-label={t('import.processing')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div
          className={cn('h-full rounded-full bg-accent transition-[width]', sent && 'animate-pulse-soft')}
          style={{ width: `${Math.max(3, share * 100)}%` }}
        />
      </div>
    </div>
  );
}
