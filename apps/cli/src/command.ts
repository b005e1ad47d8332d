import type { Context } from './context.ts';
import type { Answer } from './output.ts';
import type { Parameters, RawValue, Values } from './parameters.ts';

export interface CommandDefinition<Arguments extends Parameters, Options extends Parameters> {
  /** Words that call it: `chat send`. */
  path: string;
  summary: string;
  /** Further lines of help. */
  details?: string;
  arguments?: Arguments;
  options?: Options;
  /** Examples without the program's name. */
  examples?: readonly string[];
  /** `null`: everything is already said, e.g. by a stream. */
  run(context: Context, input: Values<Arguments> & Values<Options>): Promise<Answer | null>;
}

/** A command as the program sees it, whatever its parameters are. */
export interface Command extends Omit<CommandDefinition<Parameters, Parameters>, 'run'> {
  arguments: Parameters;
  options: Parameters;
  execute(context: Context, raw: Record<string, RawValue>): Promise<Answer | null>;
}

/** Declares a command; the handler's input is typed by its parameters. */
export function defineCommand<
  Arguments extends Parameters = Record<never, never>,
  Options extends Parameters = Record<never, never>,
>(definition: CommandDefinition<Arguments, Options>): Command {
  const { run, ...rest } = definition;
  const parameters: Parameters = { ...definition.arguments, ...definition.options };
  return {
    ...rest,
    arguments: definition.arguments ?? {},
    options: definition.options ?? {},
    execute: async (context, raw) => {
      const values = Object.entries(parameters).map(([name, parameter]) => [name, parameter.read(raw[name])]);
      return run(context, Object.fromEntries(values) as Values<Arguments> & Values<Options>);
    },
  };
}
