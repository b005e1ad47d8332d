import { DeleteNodeDialog } from './delete-node-dialog.tsx';
import { MembersDialog } from './members-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import type { NodeActions, Question } from './node-actions.ts';
import type { TreeNode } from './tree-query.ts';

interface NodeDialogProps {
  question: Question;
  node: TreeNode;
  actions: NodeActions;
  onClose: () => void;
}

/** The question that is open about a node. */
export function NodeDialog({ question, node, actions, onClose }: NodeDialogProps) {
  if (question === 'delete') return <DeleteNodeDialog node={node} onClose={onClose} />;
  if (question === 'members') return <MembersDialog node={node} onClose={onClose} />;
  return (
    <MoveDialog
      node={node}
      onMove={(target) => {
        actions.move(node, target);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
