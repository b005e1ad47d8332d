import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The least that could answer over HTTP: what Node itself costs. */
export interface BareServer extends AsyncDisposable {
  pid: number;
  /** Milliseconds from the start of the process to the first 200. */
  readyMs: number;
}

const program = `
  const server = require('node:http').createServer((request, response) => response.end('ok'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

export async function startBareServer(): Promise<BareServer> {
  const started = performance.now();
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  await (await fetch(`http://127.0.0.1:${String(port).trim()}/`)).arrayBuffer();
  return {
    pid: child.pid ?? 0,
    readyMs: performance.now() - started,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
