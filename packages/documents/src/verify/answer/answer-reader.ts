import type { Asked } from '../check/check-named.ts';
import { fold } from '../text/fold.ts';
import { readWords } from '../text/words.ts';
import type { VerifyRequest } from '../types.ts';
import { bracketsOf } from './brackets.ts';
import { type Named, readNamed } from './claims.ts';
import { nameOf } from './names.ts';
import type { Statement } from './statements.ts';
import { type Context, contextOf, type ReadStatement, surroundingsOf } from './surroundings.ts';

/** The name of a row may be a whole question: then it says no more than an introduction does. */
const LONGEST_NAME = 60;
/** Of the sentences before one, so much still tells what it is about. */
const LONGEST_CONTEXT = 600;
const SYMBOL = /(?<!\p{L})(\p{L}) ?= ?$/u;
const ROUNDED = /(?:≈|~|около|примерно|порядка|округл\p{L}*)\s*$/iu;

/** Reads the statements of an answer in the light of its question. */
export class AnswerReader {
  private readonly request: VerifyRequest;
  private readonly question: Context;
  private readonly asked: ReadonlySet<string>;
  private readonly contexts = new Map<string, Context>();

  constructor(request: VerifyRequest) {
    this.request = request;
    this.question = contextOf(request.question, 0.5, 1.5);
    this.asked = new Set(readNamed(request.question).map(nameOf));
  }

  /** Whether the question names it. */
  isAsked(name: string): boolean {
    return this.asked.has(name);
  }

  read(statement: Statement): ReadStatement {
    const { content, citations } = this.request;
    const text = content.slice(statement.start, statement.end);
    const silent = citations
      .filter(({ start, end }) => start < statement.end && end > statement.start)
      .map(({ start, end }) => ({ start: Math.max(0, start - statement.start), end: end - statement.start }));
    const told = (spans: Statement['leads']) =>
      spans.map(({ start, end }) => content.slice(start, end)).join('\n');
    const { name, column } = statement.row ?? { name: null, column: '' };
    const rowName = name === null ? '' : content.slice(name.start, name.end);
    const named = readNamed(text, silent);
    return {
      statement,
      text,
      named,
      brackets: bracketsOf(text, named),
      told: valuesOf(named),
      words: readWords(fold(withoutSilent(text, silent))),
      rowNames: [...(rowName.length <= LONGEST_NAME ? readNamed(rowName) : []), ...readNamed(column)],
      context: () =>
        joined(
          this.contextOf(`${told(statement.leads)}\n${rowName}`, 0.4),
          marksOnly(this.contextOf(told(statement.before).slice(-LONGEST_CONTEXT), 0.25)),
        ),
      column: new Set(readWords(fold(column)).map(({ stem }) => stem)),
    };
  }

  /** Sentences of one list share their introductions. */
  private contextOf(text: string, wordWeight: number): Context {
    const name = `${wordWeight} ${text}`;
    const context = this.contexts.get(name) ?? contextOf(text, wordWeight, 2);
    this.contexts.set(name, context);
    return context;
  }

  /** What is to be looked for, and how it is said. */
  ask(read: ReadStatement, named: Named): Asked {
    const end = named.what === 'number' ? (named.numbers.at(-1)?.unitEnd ?? named.end) : named.end;
    const noun = /^\s(\p{L}{3,})/u.exec(read.text.slice(end))?.[1] ?? null;
    return {
      named,
      surroundings: surroundingsOf(read, named, this.question),
      manner: {
        isRounded: ROUNDED.test(read.text.slice(0, named.start)),
        isQuoted: isQuoted(read.text, named.start, end),
        written: fold(read.text.slice(named.start, named.end)),
        noun: noun === null ? null : fold(noun),
        symbol: SYMBOL.exec(fold(read.text.slice(Math.max(0, named.start - 4), named.start)))?.[1] ?? null,
        label: labelOf(read, named.start, end),
        told: read.told,
      },
    };
  }
}

function valuesOf(named: readonly Named[]): Map<number, number> {
  const told = new Map<number, number>();
  for (const one of named)
    if (one.what === 'number')
      for (const { value } of one.numbers) told.set(value, (told.get(value) ?? 0) + 1);
  return told;
}

const QUOTED = /«[^«»]*$/u;

/** «Зависимое от 99М» quotes the text, «СУ-10» is a name. */
function isQuoted(text: string, start: number, end: number): boolean {
  const before = QUOTED.exec(text.slice(0, start))?.[0] ?? '';
  return /\p{L}{3}.*\s/u.test(before) && /^[^«»]*»/u.test(text.slice(end));
}

function joined(one: Context, other: Context): Context {
  return { words: new Map([...other.words, ...one.words]), anchors: [...one.anchors, ...other.anchors] };
}

/** A mark is spoken of until another is; a position is not. */
function marksOnly({ words, anchors }: Context): Context {
  return { words, anchors: anchors.filter(({ what }) => what === 'mark') };
}

/** Codes of citations are no words. */
function withoutSilent(text: string, silent: readonly { start: number; end: number }[]): string {
  return silent.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}

const BREAK = /[,;:.()|]\s|\sи\s|\n/u;

/** Stems in the piece between commas that a number stands in; the name of its column in a table. */
function labelOf({ text, words, column }: ReadStatement, start: number, end: number): Set<string> {
  const before = text.slice(0, start).split(BREAK).at(-1)?.length ?? 0;
  const after = text.slice(end).split(BREAK)[0]?.length ?? 0;
  const inside = words.filter((word) => word.start >= start - before && word.end <= end + after);
  return new Set([...column, ...inside.map(({ stem }) => stem)]);
}
