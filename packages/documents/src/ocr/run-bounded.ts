import { spawn } from 'node:child_process';

export interface BoundedCommand {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Given on stdin. */
  input?: Uint8Array;
  signal: AbortSignal;
  /** More output than this ends the program. */
  maxOutputBytes: number;
}

export interface Finished {
  exitCode: number | null;
  stdout: Buffer;
  /** Its first kilobytes. */
  stderr: string;
  /** The output grew past the limit. */
  overflowed: boolean;
}

const KEPT_STDERR = 8192;

/**
 * Runs a program in a process group of its own, so that an abort leaves none of its children behind. Rejects with the reason of the signal,
 * or with the error of a program that cannot be started.
 */
export async function runBounded({
  command,
  args,
  env,
  input,
  signal,
  maxOutputBytes,
}: BoundedCommand): Promise<Finished> {
  signal.throwIfAborted();
  const child = spawn(command, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const kill = () => killGroup(child.pid);
  signal.addEventListener('abort', kill, { once: true });
  const output: Buffer[] = [];
  let size = 0;
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxOutputBytes) kill();
    else output.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < KEPT_STDERR) stderr += chunk.toString('utf8').slice(0, KEPT_STDERR - stderr.length);
  });
  // A program that ends before it has read its input is no error of ours.
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? new Uint8Array());
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { exitCode, stdout: Buffer.concat(output), stderr, overflowed: size > maxOutputBytes };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
