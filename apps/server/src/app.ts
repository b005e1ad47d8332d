import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { allRoutes, buildOpenApi } from '@aizoomdoc/contracts';
import { extract } from '@aizoomdoc/documents';
import type { FastifyInstance } from 'fastify';
import { createAi } from '#modules/ai';
import { createAssistant } from '#modules/assistant';
import { auditRoutes, createAudit } from '#modules/audit';
import {
  chatRoutes,
  createChats,
  createRuns,
  createStreams,
  runEventsChannel,
  runStopChannel,
} from '#modules/chats';
import {
  createDocuments,
  createImport,
  createLibrary,
  createProjects,
  documentRoutes,
  documentsChannel,
  readDemoSource,
} from '#modules/documents';
import { createFiles, fileRoutes } from '#modules/files';
import { createIdentity, identityRoutes } from '#modules/identity';
import { createPrompts, promptRoutes } from '#modules/prompts';
import { createSettings, settingsRoutes } from '#modules/settings';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { createSecretBox } from '#platform/crypto.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { healthRoutes, timed } from '#platform/health.ts';
import { createIdempotency } from '#platform/http/idempotency.ts';
import type { Implementation } from '#platform/http/route.ts';
import { createHttpServer } from '#platform/http/server.ts';
import { serveStatic } from '#platform/http/static.ts';
import { newId } from '#platform/ids.ts';
import { registerExecutor, takeOverDeadExecutors } from '#platform/jobs/executors.ts';
import { createJobs } from '#platform/jobs/jobs.ts';
import type { Logger } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { createDiskObjectStore } from '#platform/objects.ts';
import { loadOrCreateSecret } from '#platform/secrets.ts';
import { every } from '#platform/sweeps.ts';
import { listenForWakeups } from '#platform/wakeups.ts';
import { migrations } from './migrations/index.ts';
import { attachmentResolver } from './wiring/attachments.ts';

export interface AppOptions {
  config: Config;
  log: Logger;
  clock?: Clock;
  /** Load the demo project into a fresh installation. */
  demo?: boolean;
  /** Address of a loopback model that answers everybody without a key; for trying things and tests. */
  scriptedModelUrl?: string | null;
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

/** Step 3 of 3: configuration → a running application, not listening yet. The only file that knows every module. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, log, clock = systemClock } = options;
  // Closed in the opposite order, at the end or when a later part fails to start.
  await using resources = new AsyncDisposableStack();
  const db = await openDatabase(config.database, log);
  resources.defer(() => db.close());
  await migrate(db, migrations);
  const app = await assemble({ ...options, clock }, db, resources);
  const owned = resources.move();
  return {
    ...app,
    async close() {
      await app.close();
      await owned.disposeAsync();
    },
  };
}

async function assemble(
  options: AppOptions & { clock: Clock },
  db: Database,
  resources: AsyncDisposableStack,
): Promise<App> {
  const { config, log, clock } = options;
  const stopping = new AbortController();
  const metrics = createMetrics();
  const objects = createDiskObjectStore(config.objectsDir);
  const self = { id: newId(), lockKey: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
  const wakeups = await listenForWakeups({
    url: db.directUrl,
    log,
    channels: [runEventsChannel, runStopChannel, documentsChannel],
    onSession: (client) => registerExecutor(client, self, clock),
  });
  resources.defer(() => wakeups.close());
  const jobs = createJobs({ executorId: self.id, databaseUrl: db.directUrl, log });
  resources.defer(() => jobs.shutdown());

  const signingKey = await loadOrCreateSecret(
    config.secrets.jwtSigningKey,
    config.dataDir,
    'jwt-signing-key',
  );
  const masterKey = await loadOrCreateSecret(
    config.secrets.masterEncryptionKey,
    config.dataDir,
    'master-key',
  );
  const identity = createIdentity({
    db,
    clock,
    signingKey,
    refreshTtlMs: config.refreshTtlDays * 86_400_000,
  });
  const audit = createAudit({ db, clock });
  const prompts = createPrompts({ db });
  const settings = createSettings({
    db,
    clock,
    box: createSecretBox(masterKey),
    getUser: identity.users.get,
    roleExists: prompts.roleExists,
  });
  const files = createFiles({ db, clock, objects });
  const library = createLibrary({ db, wakeups, log });
  const importFiles = createImport({ db, clock, objects, library });
  const documents = createDocuments({ db, objects, library, importFiles });
  const demo = await readDemoSource(new URL('apps/server/demo/', rootDir));
  const projects = createProjects({ db, clock, objects, library, importFiles, demo });
  const ai = createAi({
    geminiBaseUrl: options.scriptedModelUrl ?? config.services.GEMINI_BASE_URL,
    sharedGeminiKey: options.scriptedModelUrl ? 'test-scripted' : null,
    extract,
    readGeminiKey: settings.readGeminiKey,
  });
  const chats = createChats({ db, clock, ...attachmentResolver({ documents, files }) });
  const start = jobs.define('answer', (runId, steps) => assistant.answer(runId, steps));
  const runs = createRuns({
    db,
    clock,
    log,
    chats,
    start,
    profileOf: async (userId) => (await settings.forUser(userId)).model_profile,
  });
  const roleOf = async (userId: string) => (await identity.users.get(userId)).role;
  const assistant = createAssistant({
    db,
    clock,
    log,
    metrics,
    wakeups,
    ai,
    runs,
    documents,
    prompts,
    settings,
    roleOf,
  });
  const streams = createStreams({ db, wakeups, chats, checkEvents: !config.production });
  const idempotency = createIdempotency(db.executor, clock);

  const { version } = JSON.parse(await readFile(new URL('contracts/VERSION.json', rootDir), 'utf8')) as {
    version: string;
  };
  const https = config.server.publicBaseUrl?.startsWith('https:') ?? false;
  const implementations = [
    ...identityRoutes(identity, { https }),
    ...settingsRoutes(settings),
    ...auditRoutes(audit),
    ...fileRoutes(files),
    ...promptRoutes(prompts),
    ...documentRoutes(documents, projects),
    ...chatRoutes({ chats, runs, streams }),
    ...healthRoutes({
      version,
      checks: {
        database: () => db.ping(),
        objects: timed(objects.check),
        jobs: timed(async () => assertLaunched(jobs)),
      },
      isReady: () => jobs.launched && !stopping.signal.aborted,
      metrics,
      openApi: buildOpenApi({ version, routes: allRoutes }),
    }),
  ];
  const http = await createHttpServer(implementations, {
    log,
    metrics,
    trustedProxies: config.server.trustedProxies,
    https,
    authenticate: identity.sessions.authenticate,
    audit: audit.record,
    idempotency,
    maxFileBytes: config.limits.maxFileBytes,
    checkAnswers: !config.production,
    stopping: stopping.signal,
    onStream: (delta) => metrics.openStreams.inc(delta),
  });
  await serveStatic(http, fileURLToPath(new URL('apps/web/dist/', rootDir)));

  await prompts.ensureDefaults();
  const newAdminToken = await prepareFirstStart({
    ensureAdmin: identity.users.ensureAdmin,
    projects,
    options,
  });
  void library.rebuild();
  await jobs.launch();
  const takeOver = () => takeOverDeadExecutors({ db, jobs, wakeups, self, log });
  await takeOver();
  await runs.sweep();
  const sweeps = [
    every(1000, log, async () => {
      await takeOver();
      await runs.sweep();
      await jobs.reviveStalled();
    }),
    every(3600_000, log, () => Promise.all([identity.sessions.sweep(), idempotency.sweep()])),
  ];

  return {
    http,
    newAdminToken,
    implementations,
    async close() {
      await Promise.all(sweeps.map((stop) => stop()));
      await untilIdle(() => assistant.activeCount === 0, config.shutdownGraceMs);
      assistant.handOver();
      stopping.abort(new Error('the server is stopping'));
      await http.close();
    },
  };
}

function assertLaunched(jobs: { launched: boolean }): void {
  if (!jobs.launched) throw new Error('durable work is not running');
}

async function prepareFirstStart(deps: {
  ensureAdmin(configured: string | null): Promise<string | null>;
  projects: { loadDemo(): Promise<void> };
  options: AppOptions;
}): Promise<string | null> {
  const { ensureAdmin, projects, options } = deps;
  const token = await ensureAdmin(options.config.secrets.adminStaticToken);
  const isFresh = token !== null;
  if (isFresh && options.demo !== false && options.config.database.kind === 'embedded')
    await projects.loadDemo();
  return token;
}

async function untilIdle(isIdle: () => boolean, graceMs: number): Promise<void> {
  const deadline = performance.now() + graceMs;
  while (!isIdle() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
}
