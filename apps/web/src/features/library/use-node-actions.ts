import { type RefObject, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '#shared/ui/toasts.tsx';
import { nodeTitle } from './node-title.ts';
import type { NodeActions, Question } from './tree-list.tsx';
import type { TreeNode } from './tree-query.ts';
import { useNodeChanges } from './use-node-changes.ts';

/** What rows can ask for, and which of them is being renamed or asked about. */
export function useNodeActions(list: RefObject<HTMLElement | null>) {
  const { t } = useTranslation();
  const { patch } = useNodeChanges();
  const [editing, setEditing] = useState<string | null>(null);
  const [question, setQuestion] = useState<{ question: Question; node: TreeNode } | null>(null);
  // Rows are drawn anew only when they change themselves.
  const change = useRef(patch.mutate);
  change.current = patch.mutate;

  const actions = useMemo<NodeActions>(() => {
    const focus = ({ id }: TreeNode) =>
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>(`[data-node="${id}"] [data-row]`)?.focus(),
      );
    return {
      startRename: ({ id }) => setEditing(id),
      rename: (node, name) => {
        setEditing(null);
        focus(node);
        if (name !== null && name !== node.name) change.current({ id: node.id, change: { name } });
      },
      move: (node, { id, name }) =>
        change.current(
          { id: node.id, change: { parent_id: id } },
          { onSuccess: () => showToast(t('library.moved', { title: nodeTitle(node), place: name })) },
        ),
      toggleLock: (node) =>
        change.current(
          { id: node.id, change: { is_locked: !node.is_locked } },
          {
            onSuccess: () =>
              showToast(
                t(node.is_locked ? 'library.unlockedToast' : 'library.lockedToast', { title: node.name }),
              ),
          },
        ),
      ask: (asked, node) => setQuestion({ question: asked, node }),
    };
  }, [t, list]);

  return { editing, question, actions, closeQuestion: () => setQuestion(null) };
}
