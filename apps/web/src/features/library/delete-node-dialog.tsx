import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { ConfirmDialog } from '#shared/ui/confirm-dialog.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { quotedTitle } from './node-title.ts';
import { nodeQuery, type TreeNode } from './tree-query.ts';
import { useNodeChanges } from './use-node-changes.ts';

/** Says before how much will be gone. */
export function DeleteNodeDialog({ node, onClose }: { node: TreeNode; onClose: () => void }) {
  const { t } = useTranslation();
  const { remove } = useNodeChanges();
  const detail = useQuery({ ...nodeQuery(node.id), staleTime: 0, enabled: node.document === null });
  const title = quotedTitle(node);
  const count = detail.isFetching ? undefined : detail.data?.document_count;
  const told = detail.isError
    ? describeError(detail.error, t)
    : count === undefined
      ? t('library.deleteCounting')
      : count === 0
        ? t('library.deleteEmpty')
        : t('library.deleteFull', { count });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={node.document === null ? t('library.deleteFolder', { title }) : t('library.deleteDocument')}
      description={node.document === null ? told : t('library.deleteDocumentText', { title })}
      action={t('common.delete')}
      busy={remove.isPending || (node.document === null && count === undefined)}
      onConfirm={() =>
        // The list may empty, and this with it, before the answer is told.
        remove
          .mutateAsync(node)
          .then(
            () => showToast(t('library.deleted', { title })),
            () => {},
          )
          .finally(onClose)
      }
    />
  );
}
