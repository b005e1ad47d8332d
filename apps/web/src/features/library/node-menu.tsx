import { useNavigate } from '@tanstack/react-router';
import {
  Ellipsis,
  FolderInput,
  Lock,
  LockOpen,
  MessageSquareText,
  Pencil,
  Trash2,
  Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Menu, MenuItem } from '#shared/ui/menu.tsx';
import type { NodeActions } from './node-actions.ts';
import { quotedTitle } from './node-title.ts';
import type { TreeNode } from './tree-query.ts';

/** What may be done with a node by who looks at it. */
export function NodeMenu({ node, actions }: { node: TreeNode; actions: NodeActions }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isFolder = node.document === null;
  if (isFolder && !node.can_edit) return null;
  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={t('library.actions', { title: quotedTitle(node) })} />}>
      {isFolder ? null : (
        <MenuItem icon={MessageSquareText} onSelect={() => navigate({ to: '/', search: { ask: node.id } })}>
          {t('library.ask')}
        </MenuItem>
      )}
      {node.can_edit ? <EditItems node={node} actions={actions} /> : null}
    </Menu>
  );
}

function EditItems({ node, actions }: { node: TreeNode; actions: NodeActions }) {
  const { t } = useTranslation();
  const isFolder = node.document === null;
  return (
    <>
      <MenuItem icon={Pencil} onSelect={() => actions.startRename(node)}>
        {t('library.rename')}
      </MenuItem>
      <MenuItem icon={FolderInput} onSelect={() => actions.ask('move', node)}>
        {t('library.move')}
      </MenuItem>
      {isFolder && node.can_manage && node.parent_id === null ? (
        <MenuItem icon={Users} onSelect={() => actions.ask('members', node)}>
          {t('library.members')}
        </MenuItem>
      ) : null}
      {isFolder && node.can_manage ? (
        <MenuItem icon={node.is_locked ? LockOpen : Lock} onSelect={() => actions.toggleLock(node)}>
          {t(node.is_locked ? 'library.unlock' : 'library.lock')}
        </MenuItem>
      ) : null}
      <MenuItem icon={Trash2} danger onSelect={() => actions.ask('delete', node)}>
        {t('library.delete')}
      </MenuItem>
    </>
  );
}
