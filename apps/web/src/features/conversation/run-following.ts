import { useEffect, useState, useSyncExternalStore } from 'react';
import { client } from '#shared/api/client.ts';
import { queryClient } from '#shared/api/query-client.ts';
import { createRunStore, type FollowedRun } from './run-store.ts';
import { isActive, type Run } from './run-view.ts';

const runStore = createRunStore({
  stream: (chatId, options) => client.streamRun(chatId, options),
  onEnd: (chatId) => {
    queryClient.invalidateQueries({ queryKey: ['chat', chatId], exact: true });
    // The first answer also gives the chat its title.
    queryClient.invalidateQueries({ queryKey: ['chats'] });
  },
  // The answers before it are stored by now.
  onTurn: (chatId) => queryClient.invalidateQueries({ queryKey: ['chat', chatId], exact: true }),
  now: () => performance.now(),
  // Hidden tabs get no frames.
  schedule: (work) => (document.hidden ? setTimeout(work, 100) : requestAnimationFrame(work)),
});

export interface FollowedRunState {
  followed: FollowedRun | undefined;
  /** Tries again after the connection was lost. */
  reconnect: () => void;
}

/** The chat's last run, read from its stream as long as the chat is open. */
export function useFollowedRun(chatId: string, run: Run | null): FollowedRunState {
  const [attempt, setAttempt] = useState(0);
  const [current, setCurrent] = useState(run);
  const runId = current?.id;
  const followed = useSyncExternalStore(runStore.subscribe, () =>
    runId === undefined ? undefined : runStore.get(runId),
  );
  // What is being read is read to its end: a question asked meanwhile waits its turn.
  const busy = followed !== undefined && isActive(followed.view.status);
  if (run?.id !== runId && !busy) setCurrent(run);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a run is followed once, whatever else is told about it later
  useEffect(() => {
    return current !== null && isActive(current.status) ? runStore.follow(chatId, current) : undefined;
  }, [chatId, runId, attempt]);

  useEffect(() => {
    const again = () => setAttempt((count) => count + 1);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);

  return { followed, reconnect: () => setAttempt((count) => count + 1) };
}
