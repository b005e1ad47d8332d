import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded.ts';
import { createLogger } from '../../apps/server/src/platform/log.ts';
import { temporaryFolder } from '../lib/folders.ts';
import { processTree, proportionalMemory } from '../lib/processes.ts';
import { say } from '../lib/program.ts';
import { startServer } from '../lib/server.ts';
import { startBareServer } from './bare-server.ts';
import type { Figure } from './figure.ts';

const idleMs = 10_000;

/** Memory of a server that has nothing to do, ten seconds after its start. */
export async function measureMemory(repetitions: number): Promise<Figure[]> {
  const embedded: number[] = [];
  const external: number[] = [];
  const bare: number[] = [];
  for (let round = 1; round <= repetitions; round += 1) {
    say(`память в покое: ${round} из ${repetitions}`);
    embedded.push(await idleServer({}));
    external.push(await idleServerOnExternalDatabase());
    bare.push(await idleBareServer());
  }
  const direct = { what: 'пустой сервер Node', values: bare };
  return [
    {
      id: 'memory_embedded',
      title: 'Память в покое с базой (PSS)',
      unit: 'MB',
      values: embedded,
      direct,
      limit: { most: 250, by: 'p95' },
    },
    {
      id: 'memory_external',
      title: 'Память сервера, база внешняя (PSS)',
      unit: 'MB',
      values: external,
      direct,
      limit: { most: 150, by: 'p95' },
    },
  ];
}

async function idleServer(env: Record<string, string>): Promise<number> {
  await using folder = await temporaryFolder();
  await using server = await startServer({ dataDir: folder.path, demo: true, env });
  await sleep(idleMs);
  return proportionalMemory(processTree(server.pid));
}

/** The database is started here, so it is none of the server's children. */
async function idleServerOnExternalDatabase(): Promise<number> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const postgres = await startEmbeddedPostgres({
    dir: `${folder.path}/postgres`,
    log: createLogger('silent'),
  });
  resources.defer(() => postgres.stop());
  return await idleServer({ DATABASE_URL: postgres.url });
}

async function idleBareServer(): Promise<number> {
  await using server = await startBareServer();
  await sleep(1000);
  return proportionalMemory([server.pid]);
}
