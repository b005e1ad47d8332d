import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRoutes, buildOpenApi } from '@aizoomdoc/contracts';
import type { FastifyInstance } from 'fastify';
import { runEventsChannel, runStartChannel, runStopChannel } from '#modules/chats';
import { createEngines, documentsChannel } from '#modules/documents';
import { newStaticToken } from '#modules/identity';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { createSecretBox } from '#platform/crypto.ts';
import { openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { healthRoutes, timed } from '#platform/health.ts';
import { createIdempotency } from '#platform/http/idempotency.ts';
import type { Implementation } from '#platform/http/route.ts';
import { createHttpServer } from '#platform/http/server.ts';
import { serveStatic } from '#platform/http/static.ts';
import { registerTus } from '#platform/http/tus.ts';
import { newId } from '#platform/ids.ts';
import { createIncoming } from '#platform/incoming.ts';
import { newLockKey, registerExecutor } from '#platform/jobs/executors.ts';
import { createJobs } from '#platform/jobs/jobs.ts';
import type { Logger } from '#platform/log.ts';
import { openMasterKeys } from '#platform/master-keys.ts';
import { createMetrics } from '#platform/metrics.ts';
import { createDiskObjectStore, incomingFolder } from '#platform/objects.ts';
import { internet, type Network } from '#platform/outbound/fetch-url.ts';
import { keepSecret, loadOrCreateSecret } from '#platform/secrets.ts';
import { listenForWakeups } from '#platform/wakeups.ts';
import { migrations } from './migrations/index.ts';
import { createModules, type Modules, moduleRoutes, type Platform } from './wiring/modules.ts';
import { startWork } from './wiring/work.ts';

export interface AppOptions {
  config: Config;
  log: Logger;
  clock?: Clock;
  /** Load the demo project into a fresh installation; by default only where the database is the embedded one. */
  demo?: boolean | undefined;
  /** Address of a loopback model that answers everybody without a key; for trying things and tests. */
  scriptedModelUrl?: string | null;
  /** Where files are fetched from by address, in place of the Internet. */
  network?: Network | undefined;
}

export interface App {
  http: FastifyInstance;
  /** The first administrator's token, when it was made at this start. */
  newAdminToken: string | null;
  implementations: readonly Implementation[];
  /** Ordered: nothing new, running answers end or are handed over, connections are closed. */
  close(): Promise<void>;
}

const rootDir = new URL('../../../', import.meta.url);

/** Step 3 of 3: configuration → a running application, not listening yet. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config } = options;
  // Closed in the opposite order, at the end or when a later part fails to start.
  await using resources = new AsyncDisposableStack();
  const { platform, executor } = await openPlatform(options, resources);
  const modules = await createModules(platform);
  const { assistant, library, work, closeThreads } = modules;
  const stopping = new AbortController();
  const { http, implementations } = await openHttp(platform, modules, stopping.signal);

  const newAdminToken = await prepareFirstStart(modules, options);
  void library.rebuild();
  const stopWork = config.role === 'api' ? async () => {} : await startWork({ platform, modules, executor });

  const owned = resources.move();
  return {
    http,
    newAdminToken,
    implementations,
    async close() {
      await stopWork();
      await untilIdle(() => assistant.activeCount === 0, config.shutdownGraceMs);
      assistant.handOver();
      work.handOver();
      stopping.abort(new Error('the server is stopping'));
      await closeHttp(http);
      await closeThreads();
      await owned.disposeAsync();
      platform.log.info('stopped');
    },
  };
}

async function openPlatform(options: AppOptions, resources: AsyncDisposableStack) {
  const { config, log, clock = systemClock, scriptedModelUrl = null } = options;
  const db = await openDatabase(config.database, log);
  resources.defer(() => db.close());
  await migrate(db, migrations);
  const executor = { id: newId(), lockKey: newLockKey() };
  const wakeups = await listenForWakeups({
    url: db.directUrl,
    log,
    channels: [runEventsChannel, runStartChannel, runStopChannel, documentsChannel],
    onSession: (client) => registerExecutor(client, executor, clock),
  });
  resources.defer(() => wakeups.close());
  const jobs = createJobs({ executorId: executor.id, databaseUrl: db.directUrl, log });
  resources.defer(() => jobs.shutdown());
  const { jwtSigningKey } = config.secrets;
  const incoming = createIncoming(path.join(config.objectsDir, incomingFolder));
  await incoming.sweep();
  const engines = createEngines(config);
  resources.defer(() => engines.close());
  const platform: Platform = {
    config,
    log,
    clock,
    db,
    wakeups,
    jobs,
    objects: createDiskObjectStore(config.objectsDir, incoming),
    incoming,
    metrics: createMetrics(),
    signingKey: await loadOrCreateSecret(jwtSigningKey, config.dataDir, 'jwt-signing-key'),
    box: createSecretBox(await openMasterKeys(config)),
    demoDir: new URL('apps/server/demo/', rootDir),
    engines,
    network: options.network ?? internet,
    scriptedModelUrl,
  };
  return { platform, executor };
}

async function openHttp(platform: Platform, modules: Modules, stopping: AbortSignal) {
  const { config, db, objects, incoming, jobs, metrics, log } = platform;
  const https = config.server.publicBaseUrl?.startsWith('https:') ?? false;
  const version = await readVersion();
  const health = healthRoutes({
    version,
    checks: {
      database: () => db.ping(),
      objects: timed(objects.check),
      ...(config.role !== 'api' && { jobs: timed(async () => jobs.assertLaunched()) }),
    },
    isReady: () => !stopping.aborted,
    metrics,
    openApi: buildOpenApi({ version, routes: allRoutes }),
  });
  const implementations =
    config.role === 'worker' ? health : [...moduleRoutes(modules, { https }), ...health];
  const http = await createHttpServer(implementations, {
    log,
    metrics,
    trustedProxies: config.server.trustedProxies,
    https,
    publicBaseUrl: config.server.publicBaseUrl?.replace(/\/+$/, '') ?? null,
    authenticate: modules.identity.sessions.authenticate,
    audit: modules.audit.record,
    idempotency: createIdempotency({ ...platform, executor: db.executor }),
    maxFileBytes: config.limits.maxFileBytes,
    incoming,
    checkAnswers: !config.production,
    stopping,
    onStream: (delta) => metrics.openStreams.inc(delta),
  });
  if (config.role !== 'worker')
    await registerTus(http, {
      uploads: modules.uploads,
      authenticate: modules.identity.sessions.authenticate,
      audit: modules.audit.record,
      maxFileBytes: config.limits.maxFileBytes,
    });
  await serveStatic(http, fileURLToPath(new URL('apps/web/dist/', rootDir)));
  return { http, implementations };
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('contracts/VERSION.json', rootDir), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * The administrator comes last: a first start that died before is made up for by the next one.
 * @returns the administrator's token when it was made now
 */
async function prepareFirstStart(
  { identity: { users }, prompts, synonyms, demo: demoProject }: Modules,
  { config, demo = config.database.kind === 'embedded' }: AppOptions,
): Promise<string | null> {
  const configured = config.secrets.adminStaticToken;
  await prompts.ensureDefaults();
  if (await users.hasAdmin()) {
    if (configured !== null) await users.keepAdminToken(configured);
    return null;
  }
  await synonyms.loadStarter();
  if (demo) await demoProject.load();
  const token = configured ?? (await keepSecret(path.join(config.dataDir, 'admin-token'), newStaticToken));
  await users.createAdmin(token);
  return configured === null ? token : null;
}

/** Lets answers under way be sent; a client that does not take its own is cut off. */
async function closeHttp(http: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), closeTimeoutMs);
  await http.close();
  clearTimeout(cut);
}

const closeTimeoutMs = 2000;

async function untilIdle(isIdle: () => boolean, graceMs: number): Promise<void> {
  const deadline = performance.now() + graceMs;
  while (!isIdle() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
}
