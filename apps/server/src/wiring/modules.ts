import { usageRoutes } from '#modules/ai';
import { traceRoutes } from '#modules/assistant';
import { auditRoutes, createAudit } from '#modules/audit';
import {
  chatRoutes,
  createAttachments,
  createChats,
  createExamined,
  createHistory,
  createImages,
  createQuestions,
  createRunExecution,
  createRunQueue,
  createRuns,
  createStreamSetup,
  createStreams,
  createTranscripts,
  imageRoutes,
  runStartChannel,
} from '#modules/chats';
import {
  createAddresses,
  createAnswerWork,
  createBlockSearch,
  createCitedVersions,
  createComparisons,
  createDemo,
  createDocuments,
  createDrawings,
  createLibrary,
  createMembers,
  createMissingFiles,
  createNamedDocuments,
  createNodeFiles,
  createReadings,
  createRemoveDocuments,
  createSynonyms,
  createTree,
  createTreeAccess,
  createTreeChanges,
  createVectors,
  createVersionTexts,
  documentRoutes,
  type LazyEngines,
  readDemoSource,
} from '#modules/documents';
import { createExportRunner, createExports, exportRoutes } from '#modules/exports';
import { createFiles, createUploadForLlm, createUploads, fileRoutes } from '#modules/files';
import { createIdentity, type Identity, identityRoutes } from '#modules/identity';
import { createPrompts, promptRoutes } from '#modules/prompts';
import { createKeys, createSettings, createSystemSettings, settingsRoutes } from '#modules/settings';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { SecretBox } from '#platform/crypto.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Incoming } from '#platform/incoming.ts';
import type { Jobs } from '#platform/jobs/jobs.ts';
import type { Logger } from '#platform/log.ts';
import type { Metrics } from '#platform/metrics.ts';
import type { ObjectStore } from '#platform/objects.ts';
import { createFetchUrl, type Network } from '#platform/outbound/fetch-url.ts';
import { createTickets, type Tickets } from '#platform/tickets.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { wireAnswering } from './answering.ts';
import { attachmentResolver, questionPlaces } from './attachments.ts';
import { putForLlm } from './files-for-llm.ts';

export interface Platform {
  config: Config;
  log: Logger;
  clock: Clock;
  db: Database;
  wakeups: Wakeups;
  jobs: Jobs;
  objects: ObjectStore;
  incoming: Incoming;
  metrics: Metrics;
  signingKey: string;
  box: SecretBox;
  /** What draws and reads pages. */
  engines: LazyEngines;
  /** Where files are fetched from by address. */
  network: Network;
  /** Folder of the demo's bundle. */
  demoDir: URL;
  /** Loopback model that answers everybody without a key; `null` normally. */
  scriptedModelUrl: string | null;
}

export type Modules = Awaited<ReturnType<typeof createModules>>;

/** Every module with what it needs, from the lowest tier up. */
export async function createModules(platform: Platform) {
  const { config, log, clock, db, wakeups, jobs } = platform;
  const people = createPeople(platform);
  const { identity, settings } = people;
  const tickets = createTickets(platform);
  const papers = await createPapers(platform, {
    tickets,
    users: identity.users,
    checkChat: (actor, chatId) => chats.find(actor, chatId),
  });
  const { files } = papers;

  const startWork = jobs.define('answer', (runId, steps) => answering.assistant.answer(runId, steps));
  const execution = createRunExecution({
    db,
    clock,
    log,
    startWork: config.role === 'api' ? null : startWork,
    findDead: jobs.findDead,
  });
  wakeups.subscribe(runStartChannel, (runId) => {
    if (runId !== null && config.role !== 'api') void execution.start(runId);
  });
  const attachments = createAttachments({ db, clock, ...attachmentResolver(papers) });
  const images = createImages({ ...platform, tickets });
  const history = createHistory({ db, imagesOf: images.imagesOf });
  const chats = createChats({ db, clock, attachments, history });
  const examined = createExamined({ db, chats, images });
  const profileOf = async (userId: string) => (await settings.forUser(userId)).model_profile;
  const queue = createRunQueue({ db, clock, execution, profileOf });
  const asking = { db, clock, chats, history, attachments, queue, execution };
  const questions = createQuestions(questionPlaces(papers));
  const runs = createRuns({ ...asking, questions });
  const setup = createStreamSetup({ ...asking, questions });
  const streams = createStreams({ db, wakeups, chats, setup, checkEvents: !config.production });
  const roleOf = async (userId: string) => (await identity.users.get(userId)).role;
  const answering = wireAnswering(platform, {
    ...{ people, papers, images, examined, execution, attachments, roleOf },
  });

  const exports = createExports({
    clock,
    transcripts: createTranscripts({ ...platform, chats }),
    citedVersions: createCitedVersions({ db }),
    runExport: createExportRunner(platform),
  });

  const uploadForLlm = createUploadForLlm({ log, files, put: putForLlm(platform, people) });

  return {
    ...people,
    ...papers,
    uploadForLlm,
    chats,
    images,
    examined,
    attachments,
    execution,
    runs,
    streams,
    ...answering,
    exports,
  };
}

function createPeople({ config, clock, db, signingKey, box, scriptedModelUrl }: Platform) {
  const refreshTtlMs = config.refreshTtlDays * 86_400_000;
  const identity = createIdentity({ db, clock, signingKey, refreshTtlMs });
  const prompts = createPrompts({ db, clock, usernames: identity.users.names });
  const keys = createKeys({ db, clock, box });
  const system = createSystemSettings({ db, clock, box });
  const settings = createSettings({
    db,
    clock,
    keys,
    system,
    keyless: scriptedModelUrl === null ? [] : ['gemini'],
    getUser: identity.users.get,
    roleExists: prompts.roles.exists,
  });
  return { identity, prompts, settings, keys, system, audit: createAudit({ db, clock }) };
}

interface PaperDeps extends Pick<Identity, 'users'> {
  tickets: Tickets;
  checkChat(actor: Actor, chatId: string): Promise<unknown>;
}

async function createPapers(platform: Platform, { tickets, users, checkChat }: PaperDeps) {
  const { config, log, clock, db, wakeups, objects, incoming, demoDir, network } = platform;
  const addresses = createAddresses({ tickets });
  const vectors = config.embeddings && createVectors({ db, clock, log }, config.embeddings);
  const library = createLibrary({ db, wakeups, log, vectors });
  const removeDocuments = createRemoveDocuments({ db, objects, library });
  const source = await readDemoSource(demoDir);
  const access = createTreeAccess({ db });
  const treeChanges = createTreeChanges({ db, clock, access, removeDocuments });
  const files = createFiles({ db, clock, objects });
  const drawings = createDrawings({ ...platform, addresses, checkChat });
  const { pictures } = drawings;
  const readings = createReadings({ ...platform, library, pictures, access, addresses });
  const { importFiles } = readings;
  const fetchUrl = createFetchUrl({ incoming, maxBytes: config.limits.maxFileBytes, network });
  return {
    library,
    vectors,
    ...drawings,
    ...createComparisons({ db, addresses, threads: readings.threads, ...drawings }),
    synonyms: createSynonyms({ db, clock, library }),
    work: readings.work,
    closeThreads: readings.threads.close,
    answerWork: createAnswerWork(readings),
    recognition: readings.recognition,
    sources: { locate: files.locate, fetchUrl, incoming },
    tree: createTree({ db, access }),
    treeChanges,
    files,
    uploads: createUploads({ db, clock, objects, incoming, files, ...config.limits }),
    namedDocuments: createNamedDocuments({ db }),
    nodeFiles: createNodeFiles({ db, clock, access, getFile: files.get }),
    blocks: createBlockSearch({ db, library, addresses }),
    texts: createVersionTexts({ db, library, addresses }),
    missingFiles: createMissingFiles({ db, objects }),
    documents: createDocuments({ db, importFiles, removeDocuments, access, treeChanges, addresses }),
    members: createMembers({ db, clock, access, findUserId: users.findId, usernames: users.names }),
    demo: createDemo({ db, clock, importFiles, removeDocuments, source }),
  };
}

/** The routes of every module. */
export function moduleRoutes(modules: Modules, { https }: { https: boolean }) {
  return [
    ...identityRoutes(modules.identity, { https }),
    ...settingsRoutes(modules),
    ...auditRoutes(modules.audit),
    ...fileRoutes(modules),
    ...promptRoutes(modules.prompts),
    ...documentRoutes(modules),
    ...usageRoutes(modules),
    ...traceRoutes(modules),
    ...chatRoutes(modules),
    ...exportRoutes(modules),
    ...imageRoutes(modules),
  ];
}
