import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface TestedServer {
  baseUrl: string;
  token: string;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * The real server with an empty data folder and the demo project; or the one named by `E2E_BASE_URL` and `E2E_TOKEN`.
 */
export async function startServer(...flags: string[]): Promise<TestedServer> {
  const { E2E_BASE_URL: baseUrl, E2E_TOKEN: token } = process.env;
  if (baseUrl !== undefined && token !== undefined) return { baseUrl, token, stop: async () => {} };
  return startOwnServer(flags);
}

/** As {@link startServer}, but never another one: with variables of its own. */
export async function startOwnServer(
  flags: readonly string[],
  env: Record<string, string> = {},
): Promise<TestedServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aizoomdoc-e2e-'));
  const child = spawn(process.execPath, ['apps/server/bin/start.js', ...flags], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const found = await readAddress(child.stdout);
  return {
    ...found,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function readAddress(output: NodeJS.ReadableStream): Promise<{ baseUrl: string; token: string }> {
  let token = '';
  for await (const line of createInterface({ input: output })) {
    token = /^Токен администратора: (\S+)/.exec(line)?.[1] ?? token;
    const baseUrl = /^AIZoomDoc готов: (\S+)/.exec(line)?.[1];
    if (baseUrl !== undefined) return { baseUrl, token };
  }
  throw new Error('Сервер закончился, не начав');
}
