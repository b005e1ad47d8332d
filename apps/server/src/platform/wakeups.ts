import pg from 'pg';
import type { Logger } from '#platform/log.ts';

/** Messages between processes: small hints («look again»), carried by NOTIFY; never the data itself. */
export interface Wakeups {
  /** Calls `wake` with each payload, and with `null` after a gap in which payloads may have been missed. */
  subscribe(channel: string, wake: (payload: string | null) => void): () => void;
  /** `false` while there is no connection: readers poll. */
  readonly connected: boolean;
  /** The session's connection, for advisory locks; `null` while there is none. */
  readonly session: pg.Client | null;
  close(): Promise<void>;
}

export interface WakeupsOptions {
  url: string;
  log: Logger;
  channels: readonly string[];
  /** Runs on every new session, before readers are woken. */
  onSession?: (client: pg.Client) => Promise<void>;
}

const reconnectMs = 500;

/** Holds one session open and reconnects it for as long as the process runs. */
export async function listenForWakeups({ url, log, channels, onSession }: WakeupsOptions): Promise<Wakeups> {
  const subscribers = new Map<string, Set<(payload: string | null) => void>>();
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const wakeAll = () => {
    for (const set of subscribers.values()) for (const wake of set) wake(null);
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'aizoomdoc-wakeups',
      keepAlive: true,
    });
    next.on('error', (error) => log.warn({ err: error }, 'wake-up session failed'));
    next.on('end', () => {
      if (client !== next) return;
      client = null;
      wakeAll();
      scheduleReconnect();
    });
    next.on('notification', ({ channel, payload }) => {
      for (const wake of subscribers.get(channel) ?? []) wake(payload ?? '');
    });
    try {
      await next.connect();
      for (const channel of channels) await next.query(`LISTEN ${next.escapeIdentifier(channel)}`);
      await onSession?.(next);
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    client = next;
    wakeAll();
  };

  const scheduleReconnect = () => {
    if (closed) return;
    retry = setTimeout(() => {
      connect().catch((error: unknown) => {
        log.warn({ err: error }, 'wake-up session could not be opened');
        scheduleReconnect();
      });
    }, reconnectMs);
  };

  await connect();
  return {
    subscribe(channel, wake) {
      const set = subscribers.get(channel) ?? new Set();
      subscribers.set(channel, set.add(wake));
      return () => set.delete(wake);
    },
    get connected() {
      return client !== null;
    },
    get session() {
      return client;
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
