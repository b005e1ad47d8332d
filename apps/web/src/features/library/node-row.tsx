import { Link } from '@tanstack/react-router';
import { FileText, Folder, FolderKanban, Lock, MessageSquareText } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { addFiles } from '#features/uploads/upload-queue.ts';
import { cn } from '#shared/lib/cn.ts';
import { formatDate } from '#shared/lib/format.ts';
import { DocumentState } from './document-state.tsx';
import { NameField } from './name-field.tsx';
import type { NodeActions } from './node-actions.ts';
import { NodeMenu } from './node-menu.tsx';
import { nodeTitle, quotedTitle } from './node-title.ts';
import { isBusy, type TreeNode } from './tree-query.ts';
import { dragSource, useNodeDrop } from './use-node-drop.ts';

interface NodeRowProps {
  node: TreeNode;
  isEditing: boolean;
  actions: NodeActions;
}

/** A folder or a document of the open folder. */
export const NodeRow = memo(function NodeRow({ node, isEditing, actions }: NodeRowProps) {
  const { t } = useTranslation();
  const isFolder = node.document === null;
  const title = nodeTitle(node);
  const target = { id: node.id, name: node.name };
  const drop = useNodeDrop(node.id, {
    onNode: (moved) => actions.move(moved, target),
    onFiles: (files) => addFiles(files, target),
  });
  const canTake = isFolder && node.can_edit;
  return (
    <li
      data-node={node.id}
      {...(!isEditing && dragSource(node))}
      {...(canTake && drop.handlers)}
      className={cn(
        'group relative flex items-center gap-1 py-1 pr-2 pl-3 transition-colors not-first:border-line not-first:border-t hover:bg-hover/50 md:pl-4',
        drop.isOver && 'bg-accent-soft outline-2 outline-accent -outline-offset-2',
      )}
    >
      {isEditing ? (
        <div className="flex min-h-14 min-w-0 flex-1 items-center gap-3 py-2">
          <NodeIcon node={node} />
          <NameField
            label={t('library.renameLabel')}
            initial={node.name}
            onEnd={(name) => actions.rename(node, name)}
          />
        </div>
      ) : (
        <OpenLink node={node}>
          <NodeIcon node={node} />
          <Summary node={node} title={title} />
        </OpenLink>
      )}
      {isFolder || isEditing ? null : (
        <Link
          to="/"
          search={{ ask: node.id }}
          aria-label={t('library.askAbout', { title: quotedTitle(node) })}
          className="inline-flex min-h-9 items-center gap-2 rounded-lg px-3 font-medium text-accent-ink text-sm hover:bg-accent-soft max-md:hidden"
        >
          <MessageSquareText className="size-4" aria-hidden />
          {t('library.ask')}
        </Link>
      )}
      <NodeMenu node={node} actions={actions} />
    </li>
  );
});

function OpenLink({ node, children }: { node: TreeNode; children: React.ReactNode }) {
  const look =
    'flex min-h-14 min-w-0 flex-1 items-center gap-3 rounded-lg py-2 focus-visible:-outline-offset-2';
  return node.document === null ? (
    <Link to="/library" search={{ folder: node.id }} data-row draggable={false} className={look}>
      {children}
    </Link>
  ) : (
    <Link
      to="/documents/$documentId"
      params={{ documentId: node.id }}
      data-row
      draggable={false}
      className={look}
    >
      {children}
    </Link>
  );
}

function NodeIcon({ node }: { node: TreeNode }) {
  const look = { className: 'size-5 shrink-0', strokeWidth: 1.6, 'aria-hidden': true } as const;
  if (node.document !== null) return <FileText {...look} className={`${look.className} text-ink-3`} />;
  const Icon = node.node_type === 'project' ? FolderKanban : Folder;
  return <Icon {...look} className={`${look.className} text-accent`} />;
}

function Summary({ node, title }: { node: TreeNode; title: string }) {
  const { t } = useTranslation();
  const { document } = node;
  const code = document?.cipher ?? node.code;
  return (
    <span className="min-w-0 flex-1">
      <span className="flex flex-wrap items-baseline gap-x-2.5">
        <span className="font-medium text-ink [overflow-wrap:anywhere]" title={node.name}>
          {title}
        </span>
        {code === null || code === title ? null : (
          <span className="font-mono text-ink-2 text-xs">{code}</span>
        )}
        {document?.is_demo ? (
          <span className="rounded bg-accent-soft px-1.5 py-0.5 text-accent-ink text-xs">
            {t('library.demo')}
          </span>
        ) : null}
        {node.is_locked ? (
          <Lock
            className="size-3.5 shrink-0 self-center text-ink-3"
            role="img"
            aria-label={t('library.locked')}
          />
        ) : null}
      </span>
      <Facts node={node} />
    </span>
  );
}

function Facts({ node }: { node: TreeNode }) {
  const { t, i18n } = useTranslation();
  const { document, child_count } = node;
  if (document !== null && (document.status === 'failed' || isBusy(node)))
    return <DocumentState document={document} />;
  const facts =
    document === null
      ? [child_count === 0 ? t('library.insideNone') : t('library.inside', { count: child_count })]
      : [
          t('library.pages', { count: document.page_count }),
          document.version_label ??
            (document.version > 1 ? t('library.version', { version: document.version }) : null),
          t('library.updated', { date: formatDate(document.updated_at, i18n.language) }),
        ].filter((fact) => fact !== null);
  return <span className="figures block text-ink-3 text-sm">{facts.join(' · ')}</span>;
}
