import { useCallback, useSyncExternalStore } from 'react';

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Enough room for the source beside the conversation. */
export const WIDE = '(min-width: 1100px)';
/** Room for the list of chats beside the conversation. */
export const MEDIUM = '(min-width: 768px)';
