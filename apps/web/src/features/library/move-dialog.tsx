import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronRight, CornerLeftUp, Folder, FolderKanban } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { quotedTitle } from './node-title.ts';
import { childrenQuery, nodeQuery, type TreeNode } from './tree-query.ts';

interface MoveDialogProps {
  node: TreeNode;
  onMove: (target: { id: string | null; name: string }) => void;
  onClose: () => void;
}

const choice =
  'flex min-h-11 w-full items-center gap-3 rounded-lg px-2 text-left text-ink text-sm hover:bg-hover focus-visible:-outline-offset-2';

/** Walks the folders of the tree to the one that a node goes to. */
export function MoveDialog({ node, onMove, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const [openId, setOpenId] = useState(node.parent_id);
  const open = useQuery({ ...nodeQuery(openId ?? ''), enabled: openId !== null });
  const detail = openId === null ? null : open.data;
  const name = openId === null ? t('library.top') : (detail?.node.name ?? '…');
  const mayTake = openId === null || detail?.node.can_edit === true;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('library.moveTitle', { title: quotedTitle(node) })}
      wide
    >
      <p className="mb-2 truncate font-medium text-ink text-sm" title={name}>
        {name}
      </p>
      <div className="scroll-area h-64 rounded-xl border border-line p-1">
        {openId === null ? null : (
          <button type="button" className={choice} onClick={() => setOpenId(detail?.path.at(-1)?.id ?? null)}>
            <CornerLeftUp className="size-4 text-ink-3" aria-hidden />
            {t('library.up')}
          </button>
        )}
        <Folders parentId={openId} movedId={node.id} onOpen={setOpenId} />
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          look="primary"
          disabled={openId === node.parent_id || !mayTake}
          onClick={() => onMove({ id: openId, name })}
        >
          {t('library.moveHere')}
        </Button>
      </div>
    </Dialog>
  );
}

interface FoldersProps {
  parentId: string | null;
  /** Not a place for itself. */
  movedId: string;
  onOpen: (id: string) => void;
}

function Folders({ parentId, movedId, onOpen }: FoldersProps) {
  const { t } = useTranslation();
  const children = useInfiniteQuery(childrenQuery(parentId));
  if (children.isPending) {
    return (
      <div className="p-2">
        <TextSkeleton label={t('app.loading')} lines={3} />
      </div>
    );
  }
  if (children.isError) return <Notice tone="danger">{describeError(children.error, t)}</Notice>;
  const nodes = children.data.pages.flatMap(({ items }) => items);
  const folders = nodes.filter((node) => node.document === null && node.id !== movedId && node.can_edit);
  return (
    <>
      {folders.length === 0 && !children.hasNextPage ? (
        <p className="px-2 py-6 text-center text-ink-3 text-sm">{t('library.moveNoFolders')}</p>
      ) : null}
      <ul>
        {folders.map((folder) => {
          const Icon = folder.node_type === 'project' ? FolderKanban : Folder;
          return (
            <li key={folder.id}>
              <button type="button" className={choice} onClick={() => onOpen(folder.id)}>
                <Icon className="size-5 shrink-0 text-accent" strokeWidth={1.6} aria-hidden />
                <span className="min-w-0 flex-1 truncate" title={folder.name}>
                  {folder.name}
                </span>
                <ChevronRight className="size-4 text-ink-3" aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      {children.hasNextPage ? (
        <Button look="link" size="inline" className="px-2" onClick={() => children.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}
