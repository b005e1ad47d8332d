import { useInfiniteQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import { type Document, documentsQuery } from '#features/documents/documents-query.ts';
import { FileChooser } from '#features/uploads/file-chooser.tsx';
import { UploadList } from '#features/uploads/upload-list.tsx';
import { useUploads } from '#features/uploads/upload-store.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import type { Scope } from './use-scope.ts';

/** Chooses the documents that answers come from; a new one may be uploaded on the spot. */
export function ScopeDialog({ scope, onClose }: { scope: Scope; onClose: () => void }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  const filterId = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('composer.attach')}
      description={t('composer.pick')}
      wide
    >
      <label htmlFor={filterId} className="sr-only">
        {t('composer.filter')}
      </label>
      <TextInput
        id={filterId}
        type="search"
        placeholder={t('composer.filter')}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      <DocumentChoice scope={scope} filter={filter} />
      <UploadHere scope={scope} />
    </Dialog>
  );
}

function DocumentChoice({ scope, filter }: { scope: Scope; filter: string }) {
  const { t } = useTranslation();
  const documents = useInfiniteQuery(documentsQuery);
  const listed = documents.data?.pages.flatMap((page) => page.items) ?? [];
  const words = filter.toLocaleLowerCase().trim();
  const found = listed.filter(({ title, name, cipher }) =>
    `${title} ${name} ${cipher ?? ''}`.toLocaleLowerCase().includes(words),
  );
  const chosen = new Set(scope.documents.map(({ id }) => id));
  if (documents.isPending) return <TextSkeleton label={t('app.loading')} />;
  if (documents.isError) return <Notice tone="danger">{describeError(documents.error, t)}</Notice>;
  if (found.length === 0) {
    return (
      <p className="px-1 py-6 text-center text-ink-2 text-sm">
        {t(listed.length === 0 ? 'composer.noDocuments' : 'composer.nothing')}
      </p>
    );
  }
  return (
    <>
      <ul className="scroll-area my-3 max-h-[40dvh] overflow-x-hidden">
        {found.map((document) => (
          <li key={document.id}>
            <Choice
              document={document}
              checked={chosen.has(document.id)}
              onToggle={(checked) => (checked ? scope.attach(document) : scope.detach(document.id))}
            />
          </li>
        ))}
      </ul>
      {documents.hasNextPage ? (
        <Button look="link" size="inline" className="mb-3" onClick={() => documents.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}

interface ChoiceProps {
  document: Document;
  checked: boolean;
  onToggle: (checked: boolean) => void;
}

function Choice({ document, checked, onToggle }: ChoiceProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2 py-1.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:-outline-offset-2">
      <input
        type="checkbox"
        className="peer sr-only"
        checked={checked}
        onChange={(event) => onToggle(event.target.checked)}
      />
      <span
        className={cn(
          'flex size-5 shrink-0 items-center justify-center rounded border',
          checked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface',
        )}
      >
        {checked ? <Check className="size-3.5" strokeWidth={3} aria-hidden /> : null}
      </span>
      <span className="min-w-0">
        <span className="block truncate text-ink text-sm" title={document.title}>
          {shortTitle(document.title, document.cipher)}
        </span>
        <span className="block truncate font-mono text-ink-3 text-xs">{document.name}</span>
      </span>
    </label>
  );
}

/** New documents are attached as soon as they are read. */
function UploadHere({ scope }: { scope: Scope }) {
  const latest = useRef(scope);
  latest.current = scope;
  const uploads = useUploads();
  return (
    <div className="space-y-3 border-line border-t pt-4">
      <FileChooser
        target={{ id: null, name: null }}
        onDone={({ documents }) => {
          for (const document of documents) latest.current.attach(document);
        }}
      />
      {uploads.length === 0 ? null : (
        <div className="scroll-area max-h-64 rounded-xl border border-line">
          <UploadList uploads={uploads} />
        </div>
      )}
    </div>
  );
}
