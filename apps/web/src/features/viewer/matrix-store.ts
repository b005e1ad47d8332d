import { useCallback, useSyncExternalStore } from 'react';
import { type PageMatrix, pageHeightOf } from './sheet-geometry.ts';

export interface MatrixStore {
  /** Where the page is on the screen now; `null` while none is open. */
  get: () => PageMatrix | null;
  set: (matrix: PageMatrix | null) => void;
  subscribe: (listener: () => void) => () => void;
}

/** The place of the page on the screen, which changes with every frame: drawn things follow it past React. */
export function createMatrixStore(): MatrixStore {
  let current: PageMatrix | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (matrix) => {
      current = matrix;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether the page is shown at least so many pixels high. */
export function useTallerThan(store: MatrixStore, pixels: number): boolean {
  const read = useCallback(() => {
    const matrix = store.get();
    return matrix !== null && pageHeightOf(matrix) >= pixels;
  }, [store, pixels]);
  return useSyncExternalStore(store.subscribe, read);
}
