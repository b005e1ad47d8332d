import { type DragEvent, useState } from 'react';
import { hasFiles, type PickedFile, pickedByDrop } from '#features/uploads/picked-file.ts';
import type { TreeNode } from './tree-query.ts';

const nodeType = 'application/x-aizoomdoc-node';

/** What is being dragged: the browser tells a target nothing of it before the drop. */
let dragged: TreeNode | null = null;

/** Lets a row be taken by the mouse and put into a folder. */
export function dragSource(node: TreeNode) {
  return {
    draggable: node.can_edit,
    onDragStart: (event: DragEvent) => {
      dragged = node;
      event.dataTransfer.setData(nodeType, node.id);
      event.dataTransfer.effectAllowed = 'move';
    },
    onDragEnd: () => {
      dragged = null;
    },
  };
}

interface DropHandlers {
  onNode: (node: TreeNode) => void;
  /** Absent: files fall through to the page. */
  onFiles?: (files: PickedFile[]) => void;
}

/** Makes an element a place to put rows, or files from outside, into; `id: null` is the top. */
export function useNodeDrop(id: string | null, { onNode, onFiles }: DropHandlers) {
  const [isOver, setIsOver] = useState(false);
  const takes = ({ dataTransfer }: DragEvent) =>
    hasFiles(dataTransfer)
      ? onFiles !== undefined
      : dragged !== null && dragged.id !== id && dragged.parent_id !== id;
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!takes(event)) return;
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave: () => setIsOver(false),
      onDrop: async (event: DragEvent) => {
        setIsOver(false);
        if (!takes(event)) return;
        event.preventDefault();
        if (!hasFiles(event.dataTransfer)) {
          if (dragged !== null) onNode(dragged);
          return;
        }
        const files = await pickedByDrop(event.dataTransfer);
        if (files.length > 0) onFiles?.(files);
      },
    },
  };
}
