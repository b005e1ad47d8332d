import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '#platform/db/embedded.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server of this run; its user may create databases. */
    serverUrl: string;
    /** Name of the migrated database that each test database is a copy of. */
    template: string;
  }
}

/** One PostgreSQL for the whole run: the server named by `TEST_DATABASE_URL`, else an embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using cleanup = new AsyncDisposableStack();
  const serverUrl = process.env.TEST_DATABASE_URL ?? (await startOwnServer(cleanup));
  const template = `aizoomdoc_template_${process.pid}`;
  await makeTemplate(serverUrl, template);
  cleanup.defer(() => execute(serverUrl, [`drop database if exists ${template} with (force)`]));
  project.provide('serverUrl', serverUrl);
  project.provide('template', template);
  const owned = cleanup.move();
  return () => owned.disposeAsync();
}

async function startOwnServer(cleanup: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-test-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({
    dir: path.join(folder, 'postgres'),
    log: pino({ level: 'silent' }),
  });
  cleanup.defer(() => server.stop());
  // The data lives for minutes: what makes it survive a power cut only costs time here.
  await execute(server.url, [
    ...['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum'].map(
      (name) => `alter system set ${name} = off`,
    ),
    'select pg_reload_conf()',
  ]);
  return server.url;
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
