import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './folders.ts';
import { killTree } from './processes.ts';
import { BenchError } from './program.ts';

export interface ServerOptions {
  dataDir: string;
  /** Load the demo project into an empty folder; default `false`. */
  demo?: boolean;
  env?: Record<string, string>;
}

/** A server in a process of its own, as `npm start` runs it (npm itself left out). */
export interface BenchServer extends AsyncDisposable {
  url: string;
  pid: number;
  /** Milliseconds from the start of the process to the first 200. */
  readyMs: number;
  /** SIGTERM; @returns milliseconds until the process was gone */
  stop(): Promise<number>;
  /** SIGKILL to the server alone, or to its database too. */
  kill(whom: 'server' | 'everything'): Promise<void>;
}

/** The first administrator's token of every server that is started here. */
export const adminToken = 'azd_benchmarks-are-not-production-0123456789';

const entry = fileURLToPath(new URL('../../apps/server/bin/start.js', import.meta.url));

export async function startServer({ dataDir, demo = false, env = {} }: ServerOptions): Promise<BenchServer> {
  const started = performance.now();
  const child = spawn(process.execPath, [entry, ...(demo ? [] : ['--no-demo'])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      ADMIN_STATIC_TOKEN: adminToken,
      ...env,
    },
  });
  const pid = child.pid ?? 0;
  const forget = killAtExit(pid);
  child.once('exit', forget);
  const url = await addressOf(child);
  const response = await fetch(`${url}/readyz`);
  await response.arrayBuffer();
  if (response.status !== 200) throw new BenchError(`Сервер не готов: ${response.status}`);
  const readyMs = performance.now() - started;

  async function leave(act: () => void): Promise<number> {
    if (child.exitCode !== null || child.signalCode !== null) return 0;
    const from = performance.now();
    const gone = once(child, 'exit');
    act();
    await gone;
    return performance.now() - from;
  }
  const stop = () => leave(() => child.kill('SIGTERM'));
  return {
    url,
    pid,
    readyMs,
    stop,
    kill: (whom) =>
      leave(() => (whom === 'server' ? child.kill('SIGKILL') : killTree(pid))).then(() => undefined),
    [Symbol.asyncDispose]: () => stop().then(() => undefined),
  };
}

/** A server in a temporary folder that goes with it. */
export async function startTemporaryServer(options: Omit<ServerOptions, 'dataDir'>): Promise<BenchServer> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const server = resources.use(await startServer({ ...options, dataDir: folder.path }));
  const owned = resources.move();
  return { ...server, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A benchmark that dies leaves no server behind. @returns a function that forgets the process */
function killAtExit(pid: number): () => void {
  const kill = () => killTree(pid);
  process.on('exit', kill);
  return () => process.off('exit', kill);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

/** Resolves with the address that the server prints when it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    const url = /готов: (http\S+)/.exec(printed)?.[1];
    if (url !== undefined) resolve(url);
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new BenchError(`Сервер не запустился (код ${code})`)));
  return promise;
}
