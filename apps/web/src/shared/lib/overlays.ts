import { useSyncExternalStore } from 'react';

/** What may lie over any page, opened from anywhere; one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'rail';

let current: Overlay | null = null;
const listeners = new Set<() => void>();

export function openOverlay(overlay: Overlay | null): void {
  current = overlay;
  for (const listener of listeners) listener();
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
