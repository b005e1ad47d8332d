import { type DragEvent, useRef, useState } from 'react';
import { hasFiles, type PickedFile, pickedByDrop } from './picked-file.ts';

/** Makes an element take files and folders from outside of the page. */
export function useFileDrop(onFiles: (files: PickedFile[]) => void) {
  const [isOver, setIsOver] = useState(false);
  // Children tell their own comings and goings, too.
  const depth = useRef(0);
  const move = (event: DragEvent, by: number) => {
    if (!hasFiles(event.dataTransfer)) return;
    depth.current = Math.max(0, depth.current + by);
    setIsOver(depth.current > 0);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: (event: DragEvent) => move(event, 1),
      onDragLeave: (event: DragEvent) => move(event, -1),
      onDragOver: (event: DragEvent) => {
        if (hasFiles(event.dataTransfer)) event.preventDefault();
      },
      onDrop: async (event: DragEvent) => {
        depth.current = 0;
        setIsOver(false);
        if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        const files = await pickedByDrop(event.dataTransfer);
        if (files.length > 0) onFiles(files);
      },
    },
  };
}
