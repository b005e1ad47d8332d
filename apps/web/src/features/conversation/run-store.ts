import type { RunEvent } from '@aizoomdoc/contracts';
import { applyEvent, isActive, type Run, type RunView, startRunView } from './run-view.ts';

/** `lost`: given up for now; the run itself goes on at the server. */
export type Connection = 'open' | 'reconnecting' | 'lost';

export interface FollowedRun {
  view: RunView;
  connection: Connection;
}

export interface RunStoreOptions {
  stream: (
    chatId: string,
    options: {
      lastEventId?: string | undefined;
      signal: AbortSignal;
      onTrouble: (trouble: object | null) => void;
    },
  ) => AsyncIterable<RunEvent>;
  /** Called once a run has ended and everything about it can be read from the chat. */
  onEnd: (chatId: string) => void;
  /** Called when a run that waited in the queue has begun. */
  onTurn: (chatId: string) => void;
  now: () => number;
  /** Runs `work` before the next frame; many events become one drawing. */
  schedule: (work: () => void) => void;
}

export interface RunStore {
  /** Reads a chat's run until it ends or until the returned function is called; goes on where it was. */
  follow(chatId: string, run: Run): () => void;
  get(runId: string): FollowedRun | undefined;
  subscribe(listener: () => void): () => void;
}

/** Runs that this page reads or has read, so that coming back to a chat repeats nothing. */
export function createRunStore({ stream, onEnd, onTurn, now, schedule }: RunStoreOptions): RunStore {
  const runs = new Map<string, FollowedRun>();
  const listeners = new Set<() => void>();
  let announced = true;

  function announce() {
    if (!announced) return;
    announced = false;
    schedule(() => {
      announced = true;
      for (const listener of listeners) listener();
    });
  }

  function update(runId: string, change: (followed: FollowedRun) => Partial<FollowedRun>) {
    const followed = runs.get(runId);
    if (followed === undefined) return;
    runs.set(runId, { ...followed, ...change(followed) });
    announce();
  }

  function hear(chatId: string, runId: string, event: RunEvent) {
    const isQueued = () => runs.get(runId)?.view.queue != null;
    const waited = isQueued();
    update(runId, ({ view }) => ({ view: applyEvent(view, event, now()), connection: 'open' }));
    if (waited && !isQueued()) onTurn(chatId);
  }

  async function read(chatId: string, runId: string, signal: AbortSignal) {
    const options = {
      lastEventId: runs.get(runId)?.view.lastEventId ?? undefined,
      signal,
      onTrouble: (trouble: object | null) =>
        update(runId, () => ({ connection: trouble === null ? 'open' : 'reconnecting' })),
    };
    try {
      for await (const event of stream(chatId, options)) {
        // A later run of the chat answers here once this one is over.
        if (event.id.startsWith(`${runId}:`)) hear(chatId, runId, event);
      }
      onEnd(chatId);
    } catch {
      if (!signal.aborted) update(runId, () => ({ connection: 'lost' }));
    }
  }

  return {
    get: (runId) => runs.get(runId),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: (chatId, run) => {
      const known = runs.get(run.id);
      runs.set(run.id, { view: known?.view ?? startRunView(run), connection: 'open' });
      announce();
      const controller = new AbortController();
      if (isActive(runs.get(run.id)?.view.status ?? run.status)) read(chatId, run.id, controller.signal);
      return () => controller.abort();
    },
  };
}
