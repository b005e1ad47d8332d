import { existsSync } from 'node:fs';
import path from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What a person did wrong or what is missing: shown without a stack. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}

/** Wrong arguments: exit code 2. */
export class UsageError extends BenchError {}

/** Runs a benchmark: exit code 0 when it was measured, 1 when it failed, 2 when it was called wrongly. */
export function runProgram(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    console.error(error instanceof BenchError ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}

/** Flags of the command line. @throws UsageError with `usage` */
export function readFlags<Options extends ParseArgsOptionsConfig>(options: Options, usage: string) {
  try {
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

/** A path as the caller means it: npm runs scripts in the repository's root and keeps the caller's folder in INIT_CWD. */
export function callerPath(name: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), name);
}

/** @throws BenchError naming every path that does not exist */
export function requirePaths(paths: readonly string[]): void {
  const missing = paths.filter((each) => !existsSync(each));
  if (missing.length > 0) throw new BenchError(missing.map((each) => `Нет файла: ${each}`).join('\n'));
}

/** Progress, on stderr: stdout is the result's. */
export function say(text: string): void {
  console.error(text);
}
