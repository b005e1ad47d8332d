import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { withDatabase } from './template.ts';

export interface TestDatabase {
  name: string;
  url: string;
  /** Rows of a statement, run outside the application. */
  query<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A fresh copy of the migrated template; `empty` has no tables at all. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `aizoomdoc_test_${randomBytes(6).toString('hex')}`;
  const template = empty ? 'template0' : inject('template');
  await onServer(serverUrl, `create database ${name} template ${template} strategy wal_log`);
  const url = withDatabase(serverUrl, name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // A test may end every session of the database; the next query opens another.
  pool.on('error', () => {});
  return {
    name,
    url,
    query: async (statement, values = []) => (await pool.query(statement, values)).rows,
    async drop() {
      await pool.end();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Runs one statement on the server's own database. */
export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
