import { eventData, parseEventId, type RouteContract, type RunEvent, streamChat } from '@aizoomdoc/contracts';
import type { EventSourceMessage } from 'eventsource-parser';
import { ApiError } from './api-error.ts';
import { backoffDelay, sleep } from './backoff.ts';
import type { LooseOptions } from './call-types.ts';
import { NetworkError } from './network-error.ts';
import { readServerSentEvents } from './sse.ts';

export interface StreamOptions {
  /** Id of the last event already seen; the stream goes on after it. */
  lastEventId?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Failures in a row before giving up; 8 by default (about 25 s). */
  maxFailures?: number | undefined;
  /** Milliseconds without a byte after which the connection is dead; the server's heartbeat is every 10 s. */
  silence?: number | undefined;
  /** Told before each reconnect, so that a screen can say «восстанавливаю связь»; `null` once it works again. */
  onTrouble?: ((trouble: { failures: number; delay: number } | null) => void) | undefined;
}

export type Respond = (route: RouteContract, options: LooseOptions) => Promise<Response>;

/**
 * Events of the answer to the chat's last message, each once and in order. Reconnects by itself and goes on where
 * it was; ends after `completed` or when there is nothing (more) to read. Fails with `ApiError` on a refusal that
 * waiting will not mend, with `NetworkError` when the server stays out of reach, with the signal's reason on abort.
 */
export async function* streamRun(
  respond: Respond,
  chatId: string,
  options: StreamOptions = {},
): AsyncGenerator<RunEvent, void, undefined> {
  const { signal, maxFailures = 8, onTrouble } = options;
  let lastEventId = options.lastEventId;
  let failures = 0;
  while (true) {
    try {
      for await (const event of readConnection(respond, chatId, { ...options, lastEventId })) {
        if (failures > 0) onTrouble?.(null);
        failures = 0;
        lastEventId = event.id;
        yield event;
      }
      return;
    } catch (error) {
      signal?.throwIfAborted();
      failures += 1;
      if (!isTemporary(error) || failures >= maxFailures) throw error;
      const delay = retryDelay(error, failures);
      onTrouble?.({ failures, delay });
      await sleep(delay, signal);
    }
  }
}

/** New events of one connection under a watchdog; returns after `completed` or 204, fails on any other end. */
async function* readConnection(
  respond: Respond,
  chatId: string,
  { lastEventId, signal, silence = 45_000 }: StreamOptions,
): AsyncGenerator<RunEvent, void, undefined> {
  const watchdog = startWatchdog(silence, signal);
  let last = lastEventId;
  try {
    const response = await respond(streamChat, {
      params: { chat_id: chatId },
      headers: last === undefined ? {} : { 'last-event-id': last },
      signal: watchdog.signal,
      timeout: 0,
    });
    if (response.status === 204 || response.body === null) return;
    for await (const message of readServerSentEvents(response.body, watchdog.alive)) {
      const event = toRunEvent(message);
      if (event === null || isRepeated(event.id, last)) continue;
      last = event.id;
      yield event;
      if (event.event === 'completed') return;
    }
    throw new NetworkError('broken', 'Поток ответа закончился раньше ответа');
  } finally {
    watchdog.end();
  }
}

/** A signal that aborts with the caller's, or after `silence` milliseconds without `alive()`. */
function startWatchdog(silence: number, signal: AbortSignal | undefined) {
  const connection = new AbortController();
  const bark = () => connection.abort(new NetworkError('timeout', 'Сервер замолчал'));
  let timer = setTimeout(bark, silence);
  return {
    signal: signal === undefined ? connection.signal : AbortSignal.any([signal, connection.signal]),
    alive: () => {
      clearTimeout(timer);
      timer = setTimeout(bark, silence);
    },
    end: () => {
      clearTimeout(timer);
      connection.abort();
    },
  };
}

/** `null` for events of a newer server that this client does not know. */
function toRunEvent({ id, event, data }: EventSourceMessage): RunEvent | null {
  if (id === undefined || event === undefined || !Object.hasOwn(eventData, event)) return null;
  try {
    return { id, event, data: JSON.parse(data) } as RunEvent;
  } catch (cause) {
    throw new NetworkError('broken', 'Непонятное событие в потоке', { cause });
  }
}

function isRepeated(id: string, lastEventId: string | undefined): boolean {
  const current = parseEventId(id);
  const last = lastEventId === undefined ? null : parseEventId(lastEventId);
  return current !== null && last !== null && current.runId === last.runId && current.seq <= last.seq;
}

function isTemporary(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 429;
  return error instanceof NetworkError;
}

function retryDelay(error: unknown, failures: number): number {
  const asked = error instanceof ApiError && error.retryAfter !== null ? error.retryAfter * 1000 : 0;
  return Math.max(asked, backoffDelay(failures));
}
