import { useInfiniteQuery } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DropArea } from '#features/uploads/drop-area.tsx';
import type { UploadTarget } from '#features/uploads/upload-store.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { inNaturalOrder } from './natural-order.ts';
import { TreeList } from './tree-list.tsx';
import { childrenQuery } from './tree-query.ts';
import { type FolderType, useNodeChanges } from './use-node-changes.ts';

interface FolderViewProps {
  target: UploadTarget;
  canEdit: boolean;
  creating: FolderType | null;
  onCreated: () => void;
}

/** What is in the open folder. */
export function FolderView({ target, canEdit, creating, onCreated }: FolderViewProps) {
  const { t, i18n } = useTranslation();
  const children = useInfiniteQuery(childrenQuery(target.id));
  const { create } = useNodeChanges();
  const listed = children.data?.pages.flatMap(({ items }) => items) ?? [];
  const nodes = children.hasNextPage ? listed : inNaturalOrder(listed, i18n.language);

  if (children.isPending) return <ListSkeleton />;
  if (children.isError && nodes.length === 0) {
    return (
      <Notice
        tone="danger"
        actions={
          <Button size="small" onClick={() => children.refetch()}>
            {t('common.retry')}
          </Button>
        }
      >
        {t('library.failed')}. {describeError(children.error, t)}
      </Notice>
    );
  }
  if (nodes.length === 0 && creating === null) {
    return canEdit ? (
      <DropArea target={target} bare />
    ) : (
      <EmptyState icon={FolderOpen} title={t('library.empty')} hint={t('library.emptyReader')} />
    );
  }
  return (
    <>
      <TreeList
        label={target.name ?? t('library.title')}
        nodes={nodes}
        creating={creating}
        onCreate={(name) => {
          if (name !== null && creating !== null)
            create.mutate({ parentId: target.id, type: creating, name });
          onCreated();
        }}
      />
      {children.hasNextPage ? (
        <Button disabled={children.isFetchingNextPage} onClick={() => children.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}
