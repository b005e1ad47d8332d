import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const entry = path.resolve(import.meta.dirname, '../../../server/src/main.ts');

/** The real server as a process of its own, with a data folder of its own. */
export interface TestServer {
  url: string;
  adminToken: string;
  dataDir: string;
  /** For whatever the test needs; goes with the server. */
  folder: string;
  /** Ends the process without any warning, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again with the same data at the same address. */
  restart(): Promise<void>;
  /** Stops its clock, so to say, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it for good and removes its data. */
  close(): Promise<void>;
}

/** Starts a server without the demo; `scripted` answers by the scripted model instead of by excerpts. */
export async function startTestServer({ scripted = false } = {}): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-cli-server-'));
  const dataDir = path.join(folder, 'data');
  let child: ChildProcess;
  let url = '';

  async function start(port: string): Promise<void> {
    const flags = ['--no-demo', ...(scripted ? ['--scripted'] : [])];
    const { PATH, HOME } = process.env;
    child = spawn(process.execPath, [entry, ...flags], {
      env: { PATH, HOME, DATA_DIR: dataDir, PORT: port, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    url = await readAddress(child);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  await start('0');
  return {
    url,
    adminToken: (await readFile(path.join(dataDir, 'admin-token'), 'utf8')).trim(),
    dataDir,
    folder,
    kill: () => end('SIGKILL'),
    restart: () => start(new URL(url).port),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    close: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for the line that tells where the server listens. */
function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk;
      const [, address] = /готов: (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}
