import { type Command, type CommanderError, Help, type Option } from 'commander';
import { type CliError, usageError } from './errors.ts';

const titles: Record<string, string> = {
  'Usage:': 'Вызов:',
  'Arguments:': 'Аргументы:',
  'Options:': 'Ключи:',
  'Commands:': 'Команды:',
};

/** Help of the parser, in Russian. */
export const russianHelp: Partial<Help> = {
  styleTitle: (title) => titles[title] ?? title,
  commandUsage: (command) =>
    new Help().commandUsage(command).replace('[options]', '[ключи]').replace('[command]', '<команда>'),
  subcommandTerm: (command) => {
    const words = command.registeredArguments.map((argument) => {
      const label = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? `<${label}>` : `[${label}]`;
    });
    return [command.name(), ...words].join(' ');
  },
  optionDescription: (option: Option) => option.description,
};

/** What every help page of the program ends with. */
export const programNotes = `
Коды завершения: 0 — успех, 1 — неудача, 2 — неверный вызов, 3 — нужен вход или нет прав,
4 — не найдено, 5 — нет связи с сервером, 130 — прервано Ctrl-C.

Переменные окружения: AIZOOMDOC_SERVER — адрес сервера, AIZOOMDOC_TOKEN — статичный токен для
одной команды (CI), XDG_CONFIG_HOME — где лежит aizoomdoc/config.json, NO_COLOR — без цвета.

Начните так:
  aizoomdoc login --server http://127.0.0.1:8080
  aizoomdoc document import ./папка-с-документами
  aizoomdoc chat send Сколько перемычек А4-14 в жилом доме?`;

type Explain = (quoted: string) => string;

const explanations: Record<string, Explain> = {
  'commander.unknownCommand': (name) => `Нет такой команды: ${name}.`,
  'commander.unknownOption': (name) => `Нет такого ключа: ${name}.`,
  'commander.missingArgument': (name) => `Не хватает аргумента <${name}>.`,
  'commander.optionMissingArgument': (flags) => `После ключа нужно значение: ${flags}.`,
  'commander.excessArguments': () => 'Слишком много аргументов: текст с пробелами возьмите в кавычки.',
  'commander.help': () => 'Назовите команду.',
};

/** A complaint of the parser at `command`, in Russian. */
export function explainParserError(error: CommanderError, command: Command): CliError {
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const message = explanations[error.code]?.(quoted) ?? error.message;
  const help = `Справка: ${fullName(command)} --help`;
  return usageError(message, [...advice(error, command), help].join(' '));
}

function advice({ code, message }: CommanderError, command: Command): string[] {
  const [, suggestion] = /Did you mean (?:one of )?(.+)\?/.exec(message) ?? [];
  if (suggestion !== undefined) return [`Может быть, ${suggestion}?`];
  if (code === 'commander.unknownOption') return ['Текст, который начинается с «-», ставьте после « -- ».'];
  if (code !== 'commander.help' && code !== 'commander.unknownCommand') return [];
  return [`Возможны: ${command.commands.map((each) => each.name()).join(', ')}.`];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
