import { FileText, Paperclip, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import type { Scope, ScopeDocument } from './use-scope.ts';

const ScopeDialog = lazy(() =>
  import('./scope-dialog.tsx').then((module) => ({ default: module.ScopeDialog })),
);

/** Above the question: the documents that answers will come from. */
export function ScopeBar({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-2 pt-2">
      <button
        type="button"
        onClick={() => setPicking(true)}
        title={t('composer.attach')}
        className="inline-flex h-8 items-center gap-2 rounded-lg px-2.5 text-ink-2 text-sm transition-colors hover:bg-hover hover:text-ink max-md:h-11 pointer-coarse:h-11"
      >
        <Paperclip className="size-4" aria-hidden />
        {scope.documents.length === 0 ? t('composer.scopeAllShort') : null}
        <span className="sr-only">{t('composer.attach')}</span>
      </button>
      <ul aria-label={t('composer.scope')} className="contents">
        {scope.documents.map((document) => (
          <ScopeChip key={document.id} document={document} onDetach={() => scope.detach(document.id)} />
        ))}
      </ul>
      {picking ? (
        <Suspense fallback={null}>
          <ScopeDialog scope={scope} onClose={() => setPicking(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function ScopeChip({ document, onDetach }: { document: ScopeDocument; onDetach: () => void }) {
  const { t } = useTranslation();
  return (
    <li className="inline-flex h-8 max-w-64 items-center gap-1.5 rounded-lg bg-accent-soft pl-2.5 text-accent-ink text-sm max-md:h-11 pointer-coarse:h-11">
      <FileText className="size-4 shrink-0" aria-hidden />
      <span className="truncate" title={document.title}>
        {shortTitle(document.title)}
      </span>
      <button
        type="button"
        onClick={onDetach}
        aria-label={t('composer.detach', { title: shortTitle(document.title) })}
        className="inline-flex h-full w-8 shrink-0 items-center justify-center rounded-r-lg hover:bg-accent hover:text-on-accent max-md:w-11 pointer-coarse:w-11"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </li>
  );
}
