import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { pino } from 'pino';
import { openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { migrations } from '../../migrations/index.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Makes a migrated, empty database (the durable-work schema included) for tests to copy. */
export async function makeTemplate(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = withDatabase(serverUrl, name);
  const db = await openDatabase(
    { kind: 'external', url, directUrl: url, replicaUrl: null, logLevel: 'warn' },
    pino({ level: 'silent' }),
  );
  await migrate(db, migrations);
  await db.close();
  DBOS.setConfig({ name: 'aizoomdoc', systemDatabaseUrl: url, enableOTLP: false, logger: silent });
  await DBOS.launch();
  await DBOS.shutdown({ deregister: true });
}

/** The address of another database on the same server. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
