import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#platform/clock.ts';
import { parseConfig, readEnv } from '#platform/config.ts';
import type { Implementation } from '#platform/http/route.ts';
import { createLogger } from '#platform/log.ts';
import type { Network } from '#platform/outbound/fetch-url.ts';
import { buildApp } from '../../app.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { type Answer, type CallOptions, createPerson, type Person, type Verb } from './test-person.ts';

export interface TestAppOptions {
  clock?: Clock;
  /** Load the demo project. */
  demo?: boolean;
  scriptedModelUrl?: string;
  /** An own database of the test, which then drops it; e.g. for a second start on the same one. */
  database?: TestDatabase;
  dataDir?: string;
  /** Where files are fetched from by address; nothing is reached unless told. */
  network?: Network;
  /** Environment variables beside or over those of every test. */
  env?: Record<string, string>;
}

export interface TestApp {
  http: FastifyInstance;
  implementations: readonly Implementation[];
  /** Base address of the real listening port. */
  url: string;
  database: TestDatabase;
  dataDir: string;
  /** The administrator of the installation, signed in. */
  admin: Person;
  adminToken: string;
  /** Everything logged so far, as text. */
  logs(): string;
  /** One request without a network. */
  api(method: Verb, path: string, options?: CallOptions): Promise<Answer>;
  signIn(staticToken: string): Promise<Person>;
  /** A new user, signed in. */
  newUser(role?: 'user' | 'admin'): Promise<Person>;
  close(): Promise<void>;
}

export const testAdminToken = 'azd_test-administrator-token-0123456789';

/** Builds the real application on a database and a data folder of its own. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  await using resources = new AsyncDisposableStack();
  const database = options.database ?? (await createTestDatabase());
  if (options.database === undefined) resources.defer(() => database.drop());
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'aizoomdoc-app-')));
  if (options.dataDir === undefined) resources.defer(() => rm(dataDir, { recursive: true, force: true }));

  const lines: string[] = [];
  const config = parseConfig(
    readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ADMIN_STATIC_TOKEN: testAdminToken,
      SHUTDOWN_GRACE_SECONDS: '0',
      ...options.env,
    }),
    dataDir,
  );
  const app = await buildApp({
    config,
    log: createLogger('debug', collect(lines)),
    demo: options.demo ?? false,
    network: options.network ?? noNetwork,
    ...(options.clock && { clock: options.clock }),
    ...(options.scriptedModelUrl !== undefined && { scriptedModelUrl: options.scriptedModelUrl }),
  });
  resources.defer(() => app.close());
  const url = await app.http.listen({ port: 0, host: '127.0.0.1' });

  const person = (staticToken: string) => createPerson({ http: app.http, url }, staticToken);
  const signIn = async (staticToken: string) => {
    const somebody = person(staticToken);
    await somebody.signIn();
    return somebody;
  };
  const adminToken = config.secrets.adminStaticToken ?? '';
  const admin = await signIn(adminToken);
  const owned = resources.move();
  let users = 0;
  return {
    http: app.http,
    implementations: app.implementations,
    url,
    database,
    dataDir,
    admin,
    adminToken,
    logs: () => lines.join(''),
    api: (method, target, call) => person('').anonymously(method, target, call),
    signIn,
    async newUser(role = 'user') {
      users += 1;
      const { body } = await admin.post('/api/admin/users', { username: `${role} ${users}`, role });
      return signIn(body.static_token);
    },
    close: () => owned.disposeAsync(),
  };
}

/** No test depends on what is out there. */
const noNetwork: Network = { resolve: async () => [], isAllowed: () => false, ports: [443] };

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}
