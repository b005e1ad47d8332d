import type { EventData, EventName } from '@aizoomdoc/contracts';
import type { Database } from '#platform/db/database.ts';
import { appendEvents, type EventRow, type NewEvent, readEvents } from './run-store.ts';

/** Tokens are written together for at most this long; the first goes out at once. */
const batchMs = 50;

/** The run was finished or taken over meanwhile; whoever gets this writes nothing more. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/**
 * Writes the events of one step, exactly once however often the step is executed: what an earlier, interrupted
 * execution already delivered is withheld. Where the new text differs from the delivered one, readers are told to start
 * the answer over.
 */
export interface RunWriter {
  emit<Name extends EventName>(event: Name, data: EventData<Name>): Promise<void>;
  /** Text of the answer; may wait up to 50 ms for more. */
  token(text: string): void;
  thinking(text: string): void;
  /** The model is asked again inside this step: its output is compared with what is already out. */
  restart(): void;
  /** The model has said everything: what is out beyond it is taken back. */
  complete(): void;
  /** Ends the step: everything is stored. @returns seq of the last event of the run */
  close(): Promise<number>;
}

export interface WriterOptions {
  db: Database;
  run: { id: string; attempt: number };
  /** Model named in tokens. */
  model: string;
  /** Seq of the last event before this step. */
  fromSeq: number;
  /** Text of the steps before, which an `answer_restarted` must repeat. */
  textBefore: string;
  /** The first word of this step takes the place of everything before it; while it says nothing, all stays. */
  replaces?: boolean;
}

export async function openRunWriter(options: WriterOptions): Promise<RunWriter> {
  const delivered = await readAll(options.db, options.run.id, options.fromSeq);
  return createWriter(options, delivered);
}

async function readAll(db: Database, runId: string, after: number): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (;;) {
    const part = await readEvents(db.executor, runId, rows.at(-1)?.seq ?? after, 1000);
    rows.push(...part);
    if (part.length < 1000) return rows;
  }
}

function createWriter(
  { db, run, model, fromSeq, textBefore, replaces = false }: WriterOptions,
  delivered: readonly EventRow[],
): RunWriter {
  /** Other events already out, each to be withheld once. */
  const out = delivered.filter(({ event }) => !(event in streamed)).map(identify);
  let restarts = delivered.filter(({ event }) => event === 'answer_restarted').length;
  /** This step's text that readers have. */
  let deliveredText = textSinceRestart(delivered, textBefore);
  /** This step's text that the model gave in this execution. */
  let text = '';
  let thinkingToSkip = delivered.reduce(
    (sum, { event, data }) => (event === 'llm_thinking' ? sum + String(data.content).length : sum),
    0,
  );
  let lastSeq = delivered.at(-1)?.seq ?? fromSeq;
  let pending: NewEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;

  /** Writes what is pending after what is being written; order is kept. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (failure !== undefined || pending.length === 0) return;
      const events = mergeTexts(pending);
      pending = [];
      const seq = await appendEvents(db.executor, run, events);
      if (seq === null) throw new Superseded(`run ${run.id} is no longer executed here`);
      lastSeq = seq;
    });
    writing = writing.catch((error: unknown) => {
      failure ??= error;
    });
    return writing;
  }

  async function flushOrFail(): Promise<void> {
    await flush();
    if (failure !== undefined) throw failure;
  }

  function push(event: NewEvent): void {
    if (failure !== undefined) throw failure;
    const isFirst = pending.length === 0 && timer === undefined && lastSeq === fromSeqOfStream;
    pending.push(event);
    if (isFirst) void flush();
    else timer ??= setTimeout(flush, batchMs);
  }
  /** While nothing was streamed yet, `lastSeq` stands here and the next token goes out at once. */
  let fromSeqOfStream = lastSeq;

  function startOver(): void {
    restarts += 1;
    push({ event: 'answer_restarted', data: { attempt: restarts + 1 } });
    const whole = textBefore + text;
    if (whole !== '') push({ event: 'llm_token', data: { token: whole, model } });
    deliveredText = text;
  }

  return {
    async emit(event, data) {
      await flushOrFail();
      const known = out.indexOf(identify({ event, data }));
      if (known >= 0) {
        out.splice(known, 1);
        return;
      }
      pending.push({ event, data: wellFormed(data) });
      await flushOrFail();
      fromSeqOfStream = lastSeq;
    },
    token(piece) {
      const clean = wellFormedText(piece);
      if (replaces && restarts === 0 && clean !== '') {
        text += clean;
        return startOver();
      }
      // Only the piece is looked at: what came before it is known to agree, and comparing it again would cost the square of the length.
      const withheld = deliveredText.slice(text.length, text.length + clean.length);
      text += clean;
      if (!clean.startsWith(withheld)) return startOver();
      const fresh = clean.slice(withheld.length);
      if (fresh === '') return;
      deliveredText = text;
      push({ event: 'llm_token', data: { token: fresh, model } });
    },
    thinking(piece) {
      const fresh = wellFormedText(piece).slice(thinkingToSkip);
      thinkingToSkip = Math.max(0, thinkingToSkip - piece.length);
      if (fresh !== '') push({ event: 'llm_thinking', data: { content: fresh, model } });
    },
    restart() {
      text = '';
    },
    complete() {
      if (text !== deliveredText) startOver();
    },
    async close() {
      await flushOrFail();
      return lastSeq;
    },
  };
}

const streamed = { llm_token: true, llm_thinking: true, answer_restarted: true };

function identify({ event, data }: { event: string; data: unknown }): string {
  return `${event} ${JSON.stringify(sortKeys(data))}`;
}

/** JSON that came back from the database has its keys in another order. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]),
  );
}

function textSinceRestart(events: readonly EventRow[], textBefore: string): string {
  const restart = events.findLastIndex(({ event }) => event === 'answer_restarted');
  const tokens = events.slice(restart + 1).filter(({ event }) => event === 'llm_token');
  const text = tokens.map(({ data }) => String(data.token)).join('');
  return restart < 0 ? text : text.slice(textBefore.length);
}

/** Neighbouring pieces of one kind become one event. */
function mergeTexts(events: readonly NewEvent[]): NewEvent[] {
  const merged: NewEvent[] = [];
  for (const event of events) {
    const last = merged.at(-1);
    const field = event.event === 'llm_token' ? 'token' : event.event === 'llm_thinking' ? 'content' : null;
    if (last?.event === event.event && field !== null) {
      last.data = { ...last.data, [field]: `${last.data[field]}${event.data[field]}` };
    } else merged.push({ ...event });
  }
  return merged;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function wellFormedText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function wellFormed<Data extends object>(data: Data): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(data, (_key, value) => (typeof value === 'string' ? wellFormedText(value) : value)),
  );
}
