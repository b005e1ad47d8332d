import { FileText, GitCompareArrows, Paperclip } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import { cn } from '#shared/lib/cn.ts';
import type { Extras } from './extras.ts';
import { Chip, ExtrasChips } from './extras-chips.tsx';
import type { Scope } from './use-scope.ts';

const ScopeDialog = lazy(() =>
  import('./scope-dialog.tsx').then((module) => ({ default: module.ScopeDialog })),
);

const CompareDialog = lazy(() =>
  import('./compare-dialog.tsx').then((module) => ({ default: module.CompareDialog })),
);

export interface ScopeBarProps {
  scope: Scope;
  extras: Extras;
  onExtras: (extras: Extras) => void;
}

const barButton =
  'inline-flex h-8 items-center gap-2 rounded-lg px-2.5 text-ink-2 text-sm transition-colors hover:bg-hover hover:text-ink max-md:h-11 pointer-coarse:h-11';

/** Above the question: the documents that answers will come from, and what goes with the question. */
export function ScopeBar({ scope, extras, onExtras }: ScopeBarProps) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState<'scope' | 'compare' | null>(null);
  const close = () => setPicking(null);
  const crowded = scope.documents.length + extras.regions.length > 0;
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-2 pt-2">
      <button
        type="button"
        onClick={() => setPicking('scope')}
        title={t('composer.attach')}
        className={barButton}
      >
        <Paperclip className="size-4" aria-hidden />
        {scope.documents.length === 0 ? t('composer.scopeAllShort') : null}
        <span className="sr-only">{t('composer.attach')}</span>
      </button>
      <ul aria-label={t('composer.scope')} className="contents">
        {scope.documents.map((document) => (
          <Chip
            key={document.id}
            icon={<FileText className="size-4 shrink-0" aria-hidden />}
            removeLabel={t('composer.detach', { title: shortTitle(document.title) })}
            onRemove={() => scope.detach(document.id)}
          >
            <span title={document.title}>{shortTitle(document.title)}</span>
          </Chip>
        ))}
        <ExtrasChips extras={extras} onChange={onExtras} />
      </ul>
      {extras.compare === null ? (
        <button type="button" onClick={() => setPicking('compare')} className={barButton}>
          <GitCompareArrows className="size-4" aria-hidden />
          {/* Beside chips a phone has no room for the word. */}
          <span className={cn(crowded && 'max-md:sr-only')}>{t('composer.compare')}</span>
        </button>
      ) : null}
      <Suspense fallback={null}>
        {picking === 'scope' ? <ScopeDialog scope={scope} onClose={close} /> : null}
        {picking === 'compare' ? (
          <CompareDialog
            compare={extras.compare}
            onChoose={(compare) => onExtras({ ...extras, compare })}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
