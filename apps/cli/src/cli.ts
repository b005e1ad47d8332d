import { readFileSync } from 'node:fs';
import type { Command } from './command.ts';
import { aliases, commands, groups } from './commands/index.ts';
import { createContext } from './context.ts';
import type { Environment } from './environment.ts';
import { CliError, describeFailure, type ExitCode, exitCodes } from './errors.ts';
import { explainParserError } from './help.ts';
import { createOutput } from './output.ts';
import type { RawValue } from './parameters.ts';
import { buildProgram, ParserStop } from './program.ts';

/** Runs one command line; everything that fails is reported here. @returns the exit code */
export async function runCli(argv: readonly string[], environment: Environment): Promise<ExitCode> {
  leaveQuietlyWhenNobodyReads();
  let exitCode: ExitCode = exitCodes.ok;
  const program = buildProgram({
    version: readVersion(),
    commands,
    groups,
    aliases,
    onCommand: async (command, call) => {
      exitCode = await execute(command, call, environment);
    },
  });
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof ParserStop && error.error.exitCode === 0) return exitCodes.ok;
    const failure = error instanceof ParserStop ? explainParserError(error.error, error.command) : error;
    const output = createOutput({ json: argv.includes('--json'), plain: environment.plain });
    return report(failure, { output, server: null });
  }
}

async function execute(
  command: Command,
  { raw, json }: { raw: Record<string, RawValue>; json: boolean },
  environment: Environment,
): Promise<ExitCode> {
  const output = createOutput({ json, plain: environment.plain });
  const context = createContext(environment, output);
  try {
    const answer = await command.execute(context, raw);
    if (answer !== null) output.answer(answer);
    return exitCodes.ok;
  } catch (error) {
    return report(error, { output, server: context.server() });
  } finally {
    await context.close();
  }
}

function report(
  error: unknown,
  { output, server }: { output: ReturnType<typeof createOutput>; server: string | null },
): ExitCode {
  const failure = describeFailure(error, server);
  output.failure(failure);
  return failure.exitCode;
}

/** `aizoomdoc … | head`: the reader has had enough, which is no failure of ours. */
function leaveQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCodes.ok);
      throw error;
    });
  }
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  throw new CliError('internal', 'В package.json нет версии.');
}
