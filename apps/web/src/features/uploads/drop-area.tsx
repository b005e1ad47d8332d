import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import { FileChooser } from './file-chooser.tsx';
import { addFiles } from './upload-queue.ts';
import type { UploadTarget } from './upload-store.ts';
import { useFileDrop } from './use-file-drop.ts';

/** The big empty place that teaches what may be dropped on it; `bare` where the buttons are elsewhere. */
export function DropArea({ target, bare = false }: { target: UploadTarget; bare?: boolean }) {
  const { t } = useTranslation();
  const { isOver, handlers } = useFileDrop((files) => addFiles(files, target));
  return (
    <section
      aria-label={t('uploads.title')}
      {...handlers}
      className={cn(
        'flex flex-col items-center gap-4 rounded-2xl border border-dashed px-6 py-12 text-center transition-colors',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface/50',
      )}
    >
      <FileUp className="size-8 text-ink-3" strokeWidth={1.4} aria-hidden />
      <div>
        <p className="font-semibold text-ink text-lg">{t('uploads.dropTitle')}</p>
        <p className="mx-auto mt-1 max-w-md text-ink-2 text-sm">{t('uploads.dropHint')}</p>
      </div>
      {bare ? null : <FileChooser target={target} look="primary" />}
    </section>
  );
}
