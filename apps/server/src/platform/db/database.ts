import { Kysely, type Kysely as KyselyType, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DatabaseConfig } from '#platform/config.ts';
import { startEmbeddedPostgres } from '#platform/db/embedded.ts';
import type { Logger } from '#platform/log.ts';

// biome-ignore lint/suspicious/noExplicitAny: the one place where the table types are erased; `tables()` narrows them
type AnyTables = any;

/** A connection or an open transaction; what a store function takes. */
export type Executor = KyselyType<AnyTables> | Transaction<AnyTables>;

export interface Database {
  /** Runs statements on the pool. */
  readonly executor: KyselyType<AnyTables>;
  readonly pool: pg.Pool;
  /** For what needs a session: LISTEN, advisory locks, durable work. */
  readonly directUrl: string;
  /** All or nothing; side effects belong after it. */
  transaction<T>(work: (tx: Executor) => Promise<T>): Promise<T>;
  /** Milliseconds of a round trip. */
  ping(): Promise<number>;
  close(): Promise<void>;
}

/** The executor seen through one module's tables, so that the compiler refuses the others. */
export function tables<T>(executor: Executor): KyselyType<T> {
  return executor as KyselyType<T>;
}

// Counts and sizes fit a double; dates stay `Date`.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const statementTimeoutMs = 30_000;

/**
 * A lost connection fails its query and also emits `error` on its client, which would end the process where nobody
 * listens: the pool does so only while the client is idle.
 */
export function surviveLostConnections(pool: pg.Pool, log: Logger): void {
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => log.debug({ err: error }, 'database connection lost'));
  });
}

/** Connects to the configured PostgreSQL, starting the embedded one when there is none. */
export async function openDatabase(config: DatabaseConfig, log: Logger): Promise<Database> {
  const embedded = config.kind === 'embedded' ? await startEmbeddedPostgres({ dir: config.dir, log }) : null;
  const url = embedded?.url ?? (config as { url: string }).url;
  const directUrl = config.kind === 'external' ? config.directUrl : url;
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    query_timeout: statementTimeoutMs + 5_000,
    // Set per transaction by the server's own default, which survives a transaction pooler.
    options: embedded ? `-c statement_timeout=${statementTimeoutMs}` : undefined,
    application_name: 'aizoomdoc',
  });
  surviveLostConnections(pool, log);
  const executor = new Kysely<AnyTables>({
    dialect: new PostgresDialect({ pool }),
    log(event) {
      if (event.level === 'error') log.debug({ sql: event.query.sql, err: event.error }, 'statement failed');
    },
  });
  return {
    executor,
    pool,
    directUrl,
    transaction: (work) => executor.transaction().execute(work),
    async ping() {
      const start = performance.now();
      await sql`select 1`.execute(executor);
      return performance.now() - start;
    },
    async close() {
      await executor.destroy();
      await embedded?.stop();
    },
  };
}
