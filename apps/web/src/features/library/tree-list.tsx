import { type KeyboardEvent, lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NewFolderRow } from './new-folder-row.tsx';
import { NodeRow } from './node-row.tsx';
import type { TreeNode } from './tree-query.ts';
import { useNodeActions } from './use-node-actions.ts';
import type { FolderType } from './use-node-changes.ts';

const NodeDialog = lazy(() => import('./node-dialog.tsx').then((module) => ({ default: module.NodeDialog })));

interface TreeListProps {
  label: string;
  nodes: readonly TreeNode[];
  /** A folder that is being named, not made yet. */
  creating: FolderType | null;
  onCreate: (name: string | null) => void;
}

/** Rows with their keys: arrows, Enter, F2, Delete. */
export function TreeList({ label, nodes, creating, onCreate }: TreeListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const { editing, question, actions, closeQuestion } = useNodeActions(list);

  function onKeyDown(event: KeyboardEvent) {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const node = nodes.find(({ id }) => rows[at]?.closest('li')?.dataset.node === id);
    const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (at < 0 || node === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (goal !== undefined) rows[goal]?.focus();
    else if (event.key === 'F2' && node.can_edit) actions.startRename(node);
    else if (event.key === 'Delete' && node.can_edit) actions.ask('delete', node);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <ul
        ref={list}
        aria-label={label}
        onKeyDown={onKeyDown}
        className="overflow-hidden rounded-2xl border border-line bg-surface"
      >
        {creating === null ? null : <NewFolderRow type={creating} onEnd={onCreate} />}
        {nodes.map((node) => (
          <NodeRow key={node.id} node={node} isEditing={editing === node.id} actions={actions} />
        ))}
      </ul>
      {nodes.length > 1 ? (
        <p className="text-center text-ink-3 text-xs pointer-coarse:hidden max-md:hidden">
          {t('library.keys')}
        </p>
      ) : null}
      {question === null ? null : (
        <Suspense fallback={null}>
          <NodeDialog {...question} actions={actions} onClose={closeQuestion} />
        </Suspense>
      )}
    </>
  );
}
