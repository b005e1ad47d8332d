import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Breadcrumbs } from '#features/library/breadcrumbs.tsx';
import { FolderView } from '#features/library/folder-view.tsx';
import { FoundView } from '#features/library/found-view.tsx';
import type { LibraryAddress } from '#features/library/library-address.ts';
import { LibraryToolbar } from '#features/library/library-toolbar.tsx';
import { nodeQuery } from '#features/library/tree-query.ts';
import { UnfinishedNotice } from '#features/library/unfinished-notice.tsx';
import { type FolderType, useNodeChanges } from '#features/library/use-node-changes.ts';
import { addFiles } from '#features/uploads/upload-queue.ts';
import type { UploadTarget } from '#features/uploads/upload-store.ts';
import { useFileDrop } from '#features/uploads/use-file-drop.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { innerQuotes } from '#shared/lib/inner-quotes.ts';
import { useTitle } from '#shared/lib/use-title.ts';
import { Notice } from '#shared/ui/notice.tsx';
import { Page } from '#shared/ui/page.tsx';

export function LibraryPage() {
  const { folder = null } = useSearch({ strict: false }) as LibraryAddress;
  // Another folder is another page: nothing of what was typed or begun goes over.
  return <Folder key={folder} id={folder} />;
}

function Folder({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const open = useQuery({ ...nodeQuery(id ?? ''), enabled: id !== null });
  const detail = id === null ? undefined : open.data;
  const name = detail?.node.name ?? null;
  const canEdit = id === null || detail?.node.can_edit === true;
  const [text, setText] = useSearchText();
  const [creating, setCreating] = useState<FolderType | null>(null);
  const { patch } = useNodeChanges();
  const target: UploadTarget = { id, name };
  const { isOver, handlers } = useFileDrop((files) => canEdit && addFiles(files, target));
  useTitle(name ?? t('library.title'));

  return (
    <div className="relative h-full" {...handlers}>
      <Page
        title={name ?? t('library.title')}
        {...(id === null && { lead: t('library.lead') })}
        above={
          detail === undefined ? null : (
            <Breadcrumbs
              detail={detail}
              onMove={(node, { id: parent_id }) => patch.mutate({ id: node.id, change: { parent_id } })}
            />
          )
        }
      >
        <LibraryToolbar
          target={target}
          canEdit={canEdit}
          text={text}
          onText={setText}
          onCreate={setCreating}
        />
        <UnfinishedNotice />
        {open.isError && id !== null ? (
          <Notice
            tone="danger"
            actions={
              <Link to="/library" className="font-medium underline underline-offset-3">
                {t('library.top')}
              </Link>
            }
          >
            {describeError(open.error, t)}
          </Notice>
        ) : text.trim() === '' ? (
          <FolderView
            target={target}
            canEdit={canEdit}
            creating={creating}
            onCreated={() => setCreating(null)}
          />
        ) : (
          <Found text={text} />
        )}
      </Page>
      {isOver && canEdit ? (
        <div className="pointer-events-none absolute inset-3 z-20 flex items-end justify-center rounded-2xl border-2 border-accent border-dashed bg-accent-soft/70 pb-10">
          <p className="rounded-xl bg-accent px-4 py-2.5 font-medium text-on-accent text-sm shadow-raised">
            {t('uploads.dropInto', { name: innerQuotes(name ?? t('library.top')) })}
          </p>
        </div>
      ) : null}
    </div>
  );
}

function Found({ text }: { text: string }) {
  return <FoundView text={useDeferredValue(text.trim())} />;
}

/** What is looked for stands in the address, so that Back from a document comes back to what was found. */
function useSearchText(): [string, (text: string) => void] {
  const { q = '' } = useSearch({ strict: false }) as LibraryAddress;
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(
      () =>
        navigate({
          to: '/library',
          search: ({ q: _, ...now }) => (text === '' ? now : { ...now, q: text }),
          replace: true,
        }),
      250,
    );
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  return [text, setText];
}
