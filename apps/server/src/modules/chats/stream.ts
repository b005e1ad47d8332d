import { eventData, formatEventId, parseEventId } from '@aizoomdoc/contracts';
import type { Database } from '#platform/db/database.ts';
import type { Actor, StreamEvent } from '#platform/http/route.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { createBells } from './bells.ts';
import type { ChatRow } from './chat-store.ts';
import type { Chats } from './chats.ts';
import {
  type EventRow,
  findRun,
  findShownRun,
  type RunRow,
  readEvents,
  runEventsChannel,
} from './run-store.ts';
import type { StreamSetup, StreamWishes } from './stream-setup.ts';

export interface StreamDeps {
  db: Database;
  wakeups: Wakeups;
  chats: Chats;
  setup: StreamSetup;
  /** Check every event against the contract (development, tests). */
  checkEvents: boolean;
}

/** Events a read. */
const batch = 500;
/** A reader looks by itself this often, so a lost wake-up costs a delay and nothing else. */
const idleMs = 10_000;
const idleMsUnconnected = 500;

/** Reads a run's events from the database, from any point, as often as anybody wants. */
export function createStreams({ db, wakeups, chats, setup, checkEvents }: StreamDeps) {
  const bells = createBells();
  wakeups.subscribe(runEventsChannel, (runId) => bells.ring(runId));

  async function* readRun(run: RunRow, after: number, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    using bell = bells.add(run.id, signal);
    for (let seq = after; ; ) {
      // Looked at before the read: what was written until the abort is still delivered.
      const isLastLook = signal.aborted;
      const rows = await readEvents(db.executor, run.id, seq, batch);
      yield* rows.map((row) => present(run.id, row));
      seq = rows.at(-1)?.seq ?? seq;
      if (isLastLook || rows.at(-1)?.event === 'completed') return;
      if (rows.length < batch) await bell.wait(wakeups.connected ? idleMs : idleMsUnconnected);
    }
  }

  function present(runId: string, { seq, event, data }: EventRow): StreamEvent {
    if (checkEvents) eventData[event].parse(data);
    return { id: formatEventId(runId, seq), event, data };
  }

  /** The run that the reader is after, and where it stopped reading. */
  async function locate(
    chat: ChatRow,
    lastEventId: string | null,
  ): Promise<{ run: RunRow; after: number } | null> {
    const seen = lastEventId === null ? null : parseEventId(lastEventId);
    const named = seen === null ? undefined : await findRun(db.executor, seen.runId);
    if (seen !== null && named?.chat_id === chat.id && !isReplaced(named))
      return { run: named, after: seen.seq };
    const shown = await findShownRun(db.executor, chat);
    return shown === undefined ? null : { run: shown, after: 0 };
  }

  return {
    /** @returns `null` when there is nothing (more) to read */
    async open(
      actor: Actor,
      chatId: string,
      options: { lastEventId: string | null; wishes: StreamWishes; signal: AbortSignal },
    ): Promise<AsyncIterable<StreamEvent> | null> {
      await chats.find(actor, chatId);
      await setup.apply(actor, chatId, options.wishes);
      const target = await locate(await chats.find(actor, chatId), options.lastEventId);
      if (target === null) return null;
      const { run, after } = target;
      if (run.finished_at !== null && after >= run.last_seq) return null;
      return readRun(run, after, options.signal);
    },
  };
}

/** Ended without an answer, because another run of its question took its place. */
const isReplaced = (run: RunRow) => run.finished_at !== null && run.answer_message_id === null;

export type Streams = ReturnType<typeof createStreams>;
