import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '#shared/lib/cn.ts';
import { MEDIUM, useMediaQuery } from '#shared/lib/use-media-query.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { UploadList } from './upload-list.tsx';
import { removeFinished } from './upload-queue.ts';
import { isActive, useUploads } from './upload-store.ts';

/** Stands in a corner of every page while something is being uploaded, and until its outcome has been read. */
export function UploadDock() {
  const { t } = useTranslation();
  const uploads = useUploads();
  const roomy = useMediaQuery(MEDIUM);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const left = uploads.filter(isActive).length;
  const troubled = uploads.filter(({ state }) => state === 'failed' || state === 'locked').length;
  // On a phone it would cover the page: it opens by itself only for what needs the person.
  const folded = chosen ?? !(roomy || troubled > 0);
  if (uploads.length === 0) return null;
  const told = left > 0 ? t('uploads.left', { count: left }) : t('uploads.allDone');
  return (
    <section
      aria-label={t('uploads.title')}
      className="fixed right-6 bottom-6 z-30 w-96 animate-enter overflow-hidden rounded-2xl border border-line bg-surface shadow-raised max-md:inset-x-3 max-md:bottom-3 max-md:w-auto"
    >
      <header className="flex items-center gap-1 py-1 pr-2 pl-4">
        <h2 className="figures min-w-0 flex-1 font-medium text-ink text-sm">
          {told}
          {troubled > 0 ? (
            <span className="font-normal text-danger"> · {t('uploads.troubled', { count: troubled })}</span>
          ) : null}
        </h2>
        <IconButton
          icon={ChevronDown}
          label={t(folded ? 'uploads.unfold' : 'uploads.fold')}
          aria-expanded={!folded}
          onClick={() => setChosen(!folded)}
          className={cn('[&_svg]:transition-transform', folded && '[&_svg]:rotate-180')}
        />
        {left === 0 ? <IconButton icon={X} label={t('uploads.clear')} onClick={removeFinished} /> : null}
      </header>
      <div
        hidden={folded}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrolled by keys, too
        tabIndex={0}
        className="scroll-area max-h-[min(24rem,50dvh)] border-line border-t focus-visible:-outline-offset-2"
      >
        <UploadList uploads={uploads} />
      </div>
    </section>
  );
}
