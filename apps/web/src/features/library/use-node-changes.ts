import { createNode, deleteNode, patchNode } from '@aizoomdoc/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { demoQuery, documentsQuery } from '#features/documents/documents-query.ts';
import { client } from '#shared/api/client.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import type { TreeNode } from './tree-query.ts';

export type FolderType = 'project' | 'section' | 'folder';

export type NodeChange = Partial<Pick<TreeNode, 'name' | 'parent_id' | 'is_locked'>>;

/** Changes of the tree; a refusal is told in a toast, and the lists show what the server has. */
export function useNodeChanges() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['tree'], ['document'], documentsQuery.queryKey, demoQuery.queryKey].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  const onError = (error: Error) => showToast(`${t('library.changeFailed')}. ${describeError(error, t)}`);

  const create = useMutation({
    mutationFn: (input: { parentId: string | null; type: FolderType; name: string }) =>
      client.call(createNode, {
        body: { parent_id: input.parentId, node_type: input.type, name: input.name },
      }),
    onSuccess: refresh,
    onError,
  });
  const patch = useMutation({
    mutationFn: ({ id, change }: { id: string; change: NodeChange }) =>
      client.call(patchNode, { params: { node_id: id }, body: change }),
    onSuccess: refresh,
    onError,
  });
  const remove = useMutation({
    mutationFn: (node: TreeNode) =>
      client.call(deleteNode, {
        params: { node_id: node.id },
        query: { recursive: String(node.child_count > 0) },
      }),
    onSuccess: refresh,
    onError,
  });
  return { create, patch, remove };
}
