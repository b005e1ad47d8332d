import { usageError } from './errors.ts';

/** What the parser of the command line hands over. */
export type RawValue = string | string[] | boolean | undefined;

/** An argument or option of a command: how it is written, what it says in help, what it becomes. */
export interface Parameter<Value> {
  /** `<chat>`, `[title]`, `<words...>` of an argument; `--tail <N>` of an option. */
  syntax: string;
  description: string;
  read(raw: RawValue): Value;
}

export type Parameters = Record<string, Parameter<unknown>>;

/** Values of parameters, by their names. */
export type Values<Of extends Parameters> = {
  [Name in keyof Of]: Of[Name] extends Parameter<infer Value> ? Value : never;
};

/** A text that must be there. */
export function required(syntax: string, description: string): Parameter<string> {
  return { syntax, description, read: (raw) => nonEmpty(raw, syntax) };
}

/** A text that may be left out. */
export function optional(syntax: string, description: string): Parameter<string | undefined> {
  return { syntax, description, read: (raw) => (raw === undefined ? undefined : nonEmpty(raw, syntax)) };
}

/** Any number of texts. */
export function several(syntax: string, description: string): Parameter<string[]> {
  return { syntax, description, read: (raw) => (Array.isArray(raw) ? raw : []) };
}

/** Present or not. */
export function flag(syntax: string, description: string): Parameter<boolean> {
  return { syntax, description, read: (raw) => raw === true };
}

/** A whole number from 1. */
export function count(syntax: string, description: string): Parameter<number | undefined> {
  const read = (raw: RawValue) => {
    if (raw === undefined) return undefined;
    const number = Number(raw);
    if (Number.isSafeInteger(number) && number > 0) return number;
    throw usageError(`${syntax}: нужно целое число от 1, а не «${String(raw)}».`);
  };
  return { syntax, description, read };
}

export type Box = [number, number, number, number];

/** Four numbers of a box: left, top, right, bottom. */
export function optionalBox(syntax: string, description: string): Parameter<Box | undefined> {
  const read = (raw: RawValue): Box | undefined => {
    if (raw === undefined) return undefined;
    const numbers = String(raw)
      .trim()
      .split(/[,;\s]+/)
      .map(Number);
    if (numbers.length === 4 && numbers.every(Number.isFinite)) return numbers as Box;
    throw usageError(`${syntax}: нужны четыре числа через запятую, а не «${String(raw)}».`);
  };
  return { syntax, description, read };
}

/** One of the given words. */
export function oneOf<const Word extends string>(
  syntax: string,
  words: readonly Word[],
  description: string,
): Parameter<Word> {
  const read = (raw: RawValue) => {
    const word = words.find((each) => each === raw);
    if (word !== undefined) return word;
    throw usageError(`${syntax}: возможны ${words.join(', ')}, а не «${String(raw)}».`);
  };
  return { syntax, description: `${description}: ${words.join(' | ')}`, read };
}

/** One of the given words, or nothing. */
export function optionalOneOf<const Word extends string>(
  syntax: string,
  words: readonly Word[],
  description: string,
): Parameter<Word | undefined> {
  const { read, ...rest } = oneOf(syntax, words, description);
  return { ...rest, read: (raw) => (raw === undefined ? undefined : read(raw)) };
}

function nonEmpty(raw: RawValue, syntax: string): string {
  const text = typeof raw === 'string' ? raw.trim() : '';
  if (text === '') throw usageError(`${syntax}: значение пустое.`);
  return text;
}
