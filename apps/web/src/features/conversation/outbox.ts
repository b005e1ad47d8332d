import { useSyncExternalStore } from 'react';
import type { Extras } from './extras.ts';

/** A message that the server has not confirmed yet. */
export interface PendingMessage {
  /** Also its idempotency key: sending it again cannot store it twice. */
  key: string;
  content: string;
  documentIds: readonly string[];
  extras: Extras;
  /** Why it was not sent; `null` while it is on its way. */
  error: string | null;
}

const NONE: readonly PendingMessage[] = [];
const outbox = new Map<string, readonly PendingMessage[]>();
const listeners = new Set<() => void>();

function put(chatId: string, messages: readonly PendingMessage[]): void {
  if (messages.length === 0) outbox.delete(chatId);
  else outbox.set(chatId, messages);
  for (const listener of listeners) listener();
}

export function addPending(chatId: string, message: PendingMessage): void {
  put(chatId, [...(outbox.get(chatId) ?? NONE), message]);
}

export function markPending(chatId: string, key: string, error: string | null): void {
  put(
    chatId,
    (outbox.get(chatId) ?? NONE).map((message) => (message.key === key ? { ...message, error } : message)),
  );
}

export function removePending(chatId: string, key: string): void {
  put(
    chatId,
    (outbox.get(chatId) ?? NONE).filter((message) => message.key !== key),
  );
}

/** Messages of a chat on their way; `new` stands for the chat that does not exist yet. */
export function usePending(chatId: string): readonly PendingMessage[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => outbox.get(chatId) ?? NONE,
  );
}
