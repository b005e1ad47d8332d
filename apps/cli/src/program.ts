import { Command as CommanderCommand, type CommanderError, Option } from 'commander';
import type { Command } from './command.ts';
import { programNotes, russianHelp } from './help.ts';
import type { RawValue } from './parameters.ts';

export interface ProgramOptions {
  version: string;
  commands: readonly Command[];
  /** Summaries of the words before the verb, in the order of help. */
  groups: Readonly<Record<string, string>>;
  /** Other spellings of those words. */
  aliases: Readonly<Record<string, string>>;
  /** Told which command was called, and with what. */
  onCommand(command: Command, call: { raw: Record<string, RawValue>; json: boolean }): Promise<void>;
}

/** The parser stopped at a command: help was shown, or the command line is wrong. */
export class ParserStop extends Error {
  override readonly name = 'ParserStop';
  readonly error: CommanderError;
  readonly command: CommanderCommand;

  constructor(error: CommanderError, command: CommanderCommand) {
    super(error.message);
    this.error = error;
    this.command = command;
  }
}

/** Builds the parser of the command line out of the commands' definitions. */
export function buildProgram(options: ProgramOptions): CommanderCommand {
  const program = configure(new CommanderCommand('aizoomdoc'))
    .description('AIZoomDoc: вопросы к строительной документации, ответы с доказательствами.')
    .version(options.version, '-V, --version', 'показать версию')
    .helpCommand('help [команда]', 'справка по команде')
    .addHelpText('after', programNotes);
  for (const command of options.commands) {
    const words = command.path.split(' ');
    const verb = words.pop() ?? '';
    addCommand(groupFor(program, words, options), verb, { command, options });
  }
  return program;
}

function groupFor(program: CommanderCommand, words: string[], options: ProgramOptions): CommanderCommand {
  let parent = program;
  words.forEach((word, depth) => {
    const known = parent.commands.find((each) => each.name() === word);
    if (known !== undefined) {
      parent = known;
      return;
    }
    const path = words.slice(0, depth + 1).join(' ');
    parent = configure(parent.command(word))
      .description(options.groups[path] ?? '')
      .helpCommand(false);
    const alias = options.aliases[path];
    if (alias !== undefined) parent.alias(alias);
  });
  return parent;
}

function addCommand(
  parent: CommanderCommand,
  verb: string,
  { command, options }: { command: Command; options: ProgramOptions },
): void {
  const target = configure(parent.command(verb))
    .summary(command.summary)
    .description([command.summary, command.details].filter(Boolean).join('\n\n'));
  for (const { syntax, description } of Object.values(command.arguments)) {
    target.argument(syntax, description);
  }
  const flags = Object.entries(command.options).map(([name, { syntax, description }]) => {
    const option = new Option(syntax, description);
    // The library itself sees the dots only behind a Latin letter.
    option.variadic = /\.\.\.[>\]]$/.test(syntax);
    target.addOption(option);
    return [name, option.attributeName()] as const;
  });
  target.option('--json', 'ответ — один объект JSON; у потоков — по объекту на строку');
  if (command.examples !== undefined) target.addHelpText('after', formatExamples(command.examples));
  target.action(async (...parsed: unknown[]) => {
    const given = target.opts<Record<string, RawValue>>();
    const raw: Record<string, RawValue> = {};
    Object.keys(command.arguments).forEach((name, index) => {
      raw[name] = parsed[index] as RawValue;
    });
    for (const [name, attribute] of flags) raw[name] = given[attribute];
    await options.onCommand(command, { raw, json: given.json === true });
  });
}

function configure(command: CommanderCommand): CommanderCommand {
  return command
    .configureHelp(russianHelp)
    .helpOption('-h, --help', 'показать справку')
    .exitOverride((error) => {
      throw new ParserStop(error, command);
    })
    .configureOutput({ writeErr: () => {} });
}

function formatExamples(examples: readonly string[]): string {
  return `\nПримеры:\n${examples.map((example) => `  aizoomdoc ${example}`).join('\n')}`;
}
