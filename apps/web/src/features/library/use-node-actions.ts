import { type RefObject, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { innerQuotes } from '#shared/lib/inner-quotes.ts';
import { showToast } from '#shared/ui/toasts.tsx';
import type { NodeActions, Question } from './node-actions.ts';
import { quotedTitle } from './node-title.ts';
import type { TreeNode } from './tree-query.ts';
import { type NodeChange, useNodeChanges } from './use-node-changes.ts';

/** What rows can ask for, and which of them is being renamed or asked about. */
export function useNodeActions(list: RefObject<HTMLElement | null>) {
  const { t } = useTranslation();
  const { patch } = useNodeChanges();
  const [editing, setEditing] = useState<string | null>(null);
  const [question, setQuestion] = useState<{ question: Question; node: TreeNode } | null>(null);
  // Rows are drawn anew only when they change themselves.
  const request = useRef(patch.mutateAsync);
  request.current = patch.mutateAsync;

  const actions = useMemo<NodeActions>(() => {
    const focus = ({ id }: TreeNode) =>
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>(`[data-node="${id}"] [data-row]`)?.focus(),
      );
    /** The row may be gone when the answer comes: its folder is another then. */
    const change = (node: TreeNode, changes: NodeChange, told?: string) =>
      request.current({ id: node.id, change: changes }).then(
        () => told !== undefined && showToast(told),
        () => {},
      );
    return {
      startRename: ({ id }) => setEditing(id),
      rename: (node, name) => {
        setEditing(null);
        focus(node);
        if (name !== null && name !== node.name) change(node, { name });
      },
      move: (node, { id, name }) =>
        change(
          node,
          { parent_id: id },
          t('library.moved', { title: quotedTitle(node), place: innerQuotes(name) }),
        ),
      toggleLock: (node) =>
        change(
          node,
          { is_locked: !node.is_locked },
          t(node.is_locked ? 'library.unlockedToast' : 'library.lockedToast', { title: quotedTitle(node) }),
        ),
      ask: (asked, node) => setQuestion({ question: asked, node }),
    };
  }, [t, list]);

  return { editing, question, actions, closeQuestion: () => setQuestion(null) };
}
