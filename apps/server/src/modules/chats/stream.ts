import { eventData, formatEventId, parseEventId } from '@aizoomdoc/contracts';
import type { Database } from '#platform/db/database.ts';
import type { Actor, StreamEvent } from '#platform/http/route.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import type { Chats } from './chats.ts';
import { findLastRun, findRun, type RunRow, readEvents, runEventsChannel } from './run-store.ts';

export interface StreamDeps {
  db: Database;
  wakeups: Wakeups;
  chats: Chats;
  /** Check every event against the contract (development, tests). */
  checkEvents: boolean;
}

/** Events a read. */
const batch = 500;
/** A reader looks by itself this often, so a lost wake-up costs a delay and nothing else. */
const idleMs = 10_000;
const idleMsUnconnected = 500;

/** Reads a run's events from the database, from any point, as often as anybody wants. */
export function createStreams({ db, wakeups, chats, checkEvents }: StreamDeps) {
  const waiting = new Map<string, Set<() => void>>();
  wakeups.subscribe(runEventsChannel, (runId) => {
    const sets = runId === null ? [...waiting.values()] : [waiting.get(runId)];
    for (const set of sets) for (const wake of set ?? []) wake();
  });

  async function* readRun(run: RunRow, after: number, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const alarm = createAlarm(signal);
    const alarms = waiting.get(run.id) ?? new Set();
    waiting.set(run.id, alarms.add(alarm.ring));
    try {
      let seq = after;
      while (!signal.aborted) {
        const rows = await readEvents(db.executor, run.id, seq, batch);
        for (const row of rows) {
          if (checkEvents) eventData[row.event].parse(row.data);
          seq = row.seq;
          yield { id: formatEventId(run.id, row.seq), event: row.event, data: row.data };
          if (row.event === 'completed') return;
        }
        if (rows.length < batch) await alarm.wait(wakeups.connected ? idleMs : idleMsUnconnected);
      }
    } finally {
      alarms.delete(alarm.ring);
      if (alarms.size === 0) waiting.delete(run.id);
    }
  }

  /** The run that the reader is after, and where it stopped reading. */
  async function locate(
    chatId: string,
    lastEventId: string | null,
  ): Promise<{ run: RunRow; after: number } | null> {
    const seen = lastEventId === null ? null : parseEventId(lastEventId);
    const named = seen === null ? undefined : await findRun(db.executor, seen.runId);
    if (seen !== null && named?.chat_id === chatId) return { run: named, after: seen.seq };
    const last = await findLastRun(db.executor, chatId);
    return last === undefined ? null : { run: last, after: 0 };
  }

  return {
    /** @returns `null` when there is nothing (more) to read */
    async open(
      actor: Actor,
      chatId: string,
      options: { lastEventId: string | null; signal: AbortSignal },
    ): Promise<AsyncIterable<StreamEvent> | null> {
      await chats.find(actor, chatId);
      const target = await locate(chatId, options.lastEventId);
      if (target === null) return null;
      const { run, after } = target;
      if (run.finished_at !== null && after >= run.last_seq) return null;
      return readRun(run, after, options.signal);
    },
  };
}

export type Streams = ReturnType<typeof createStreams>;

/** A bell that remembers one ring, so that a wake-up between a read and the wait is not lost. */
function createAlarm(signal: AbortSignal) {
  let rung = false;
  let release: (() => void) | null = null;
  const ring = () => {
    rung = true;
    release?.();
  };
  return {
    ring,
    async wait(ms: number): Promise<void> {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          release = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', release, { once: true });
        });
        if (release !== null) signal.removeEventListener('abort', release);
        release = null;
      }
      rung = false;
    },
  };
}
