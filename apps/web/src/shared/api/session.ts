import type { StoredTokens, TokenStore } from '@aizoomdoc/client';
import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../lib/storage.ts';

/** `unknown`: the cookie may hold a session; the first call will tell. */
export type SessionState = 'unknown' | 'in' | 'out';

const HINT = 'signed-in';
const LOCK = 'aizoomdoc-refresh';

let tokens: StoredTokens | null = null;
let state: SessionState = readStored(HINT) === null ? 'out' : 'unknown';
const listeners = new Set<() => void>();

/**
 * The access token lives in memory only, the refresh token in an HttpOnly cookie. Tabs share the cookie, and a refresh
 * token works once: a lock over all tabs keeps them from spending it twice.
 */
export const browserTokens: TokenStore = {
  read: () => tokens,
  write: (next) => {
    tokens = next;
    state = next === null ? 'out' : 'in';
    writeStored(HINT, next === null ? null : '1');
    for (const listener of listeners) listener();
  },
  withLock: async (work) => (navigator.locks === undefined ? work() : navigator.locks.request(LOCK, work)),
};

export function useSessionState(): SessionState {
  return useSyncExternalStore(onSessionChange, () => state);
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
