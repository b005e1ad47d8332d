import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Compiled code is the same for every test. */
const compileCache = path.join(tmpdir(), 'aizoomdoc-cli-test-cache');

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  stdin?: string;
  env?: Record<string, string>;
}

/** A started command that is still talking. */
export interface RunningCli {
  child: ChildProcess;
  /** What it has said on stdout so far. */
  said(): string;
  /** Waits until what it has said satisfies `condition`. */
  until(condition: (stdout: string, stderr: string) => boolean): Promise<void>;
  done: Promise<CliResult>;
}

/** The real program as one person uses it: with a home, a configuration and a working folder of their own. */
export interface TestCli {
  folder: string;
  configFile: string;
  cacheDir: string;
  run(args: readonly string[], options?: RunOptions): Promise<CliResult>;
  /** Runs with `--json`; the object on stdout, which the test says the shape of. @throws when the command fails */
  json<Shape>(args: readonly string[], options?: RunOptions): Promise<Shape>;
  start(args: readonly string[], options?: RunOptions): RunningCli;
  readConfig(): Promise<Record<string, string>>;
  changeConfig(change: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** `program` is the file to run: the source, as under `npm run`, or the faster bundle. */
export async function createTestCli(program: string): Promise<TestCli> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-cli-'));
  const configFile = path.join(folder, 'config', 'aizoomdoc', 'config.json');
  const cacheDir = path.join(folder, 'cache');
  await mkdir(path.join(folder, 'home'));

  function start(args: readonly string[], { stdin = '', env = {} }: RunOptions = {}): RunningCli {
    const child = spawn(process.execPath, [program, ...args], {
      // The folder of `npm run` is the repository's; the person's own is in INIT_CWD.
      cwd: path.dirname(program),
      env: {
        PATH: process.env.PATH,
        HOME: path.join(folder, 'home'),
        XDG_CONFIG_HOME: path.join(folder, 'config'),
        XDG_CACHE_HOME: cacheDir,
        NODE_COMPILE_CACHE: compileCache,
        INIT_CWD: folder,
        TZ: 'UTC',
        ...env,
      },
    });
    return watch(child, stdin);
  }

  const readConfig = async () => JSON.parse(await readFile(configFile, 'utf8')) as Record<string, string>;
  return {
    folder,
    configFile,
    cacheDir,
    start,
    readConfig,
    run: (args, options) => start(args, options).done,
    json: async <Shape>(args: readonly string[], options?: RunOptions) => {
      const { code, stdout, stderr } = await start([...args, '--json'], options).done;
      if (code !== 0) throw new Error(`${args.join(' ')} → ${code}: ${stderr}`);
      return JSON.parse(stdout) as Shape;
    },
    changeConfig: async (change) => {
      await writeFile(configFile, JSON.stringify({ ...(await readConfig()), ...change }));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function watch(child: ChildProcess, stdin: string): RunningCli {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin?.end(stdin);
  const done = new Promise<CliResult>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    done,
    said: () => stdout,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const look = () => condition(stdout, stderr) && resolve();
        child.stdout?.on('data', look);
        child.stderr?.on('data', look);
        child.once('close', () => reject(new Error(`It ended before that: ${stdout}${stderr}`)));
        look();
      }),
  };
}
