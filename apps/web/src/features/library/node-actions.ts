import type { TreeNode } from './tree-query.ts';

/** What is asked about a node before it is done. */
export type Question = 'move' | 'delete' | 'members';

/** What rows can ask for. */
export interface NodeActions {
  startRename: (node: TreeNode) => void;
  rename: (node: TreeNode, name: string | null) => void;
  move: (node: TreeNode, target: { id: string | null; name: string }) => void;
  toggleLock: (node: TreeNode) => void;
  ask: (question: Question, node: TreeNode) => void;
}
