import { z } from 'zod';
import type { Examined, Images } from '#modules/chats';
import type { OpenVersion, VersionTexts, Views } from '#modules/documents';
import type { Clock } from '#platform/clock.ts';
import type { ScopedDocument, ToolContext, ToolOutcome, ToolSession, ToolSet } from './toolbox-types.ts';

export interface ToolDeps {
  clock: Clock;
  texts: VersionTexts;
  views: Views;
  images: Pick<Images, 'store'>;
  examined: Pick<Examined, 'store'>;
}

/** A version that the question is about, as the conversation numbers it. */
export type ScopedVersion = OpenVersion & { scoped: ScopedDocument };

/** One execution of one tool. */
export interface Work extends Pick<ToolOutcome, 'pictures' | 'events'> {
  deps: ToolDeps;
  context: ToolContext;
  /** A copy of its own, changed in place. */
  session: ToolSession;
  /** Versions that may be read now. */
  versions: readonly ScopedVersion[];
  /** Codes of this call that no block has and that the model was told of. */
  unknownCodes: number;
}

/** What a tool says to the model; it becomes JSON. */
export interface Answer {
  output: Record<string, unknown>;
  isError?: boolean;
  /** Trying again may help, so the call does not count as executed. */
  isPassing?: boolean;
}

export interface Tool<Schema extends z.ZodType = z.ZodType> {
  name: string;
  description: string;
  sets: readonly ToolSet[];
  schema: Schema;
  /** What a call is about, for the person who watches. */
  describe(input: z.output<Schema>): string;
  /** @throws {Refused} */
  run(input: z.output<Schema>, work: Work): Promise<Answer>;
}

/** Keeps the compiler's knowledge of the schema while tools of all kinds stand in one list. */
export function defineTool<Schema extends z.ZodType>(tool: Tool<Schema>): Tool {
  return tool as unknown as Tool;
}

export const everySet: readonly ToolSet[] = ['answer', 'collect', 'compare', 'keyless'];
export const modelSets: readonly ToolSet[] = ['answer', 'collect', 'compare'];

/** Something that the model named is not there. Told in full once, and in a line when it is named again. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** What was refused: a kind and an id. */
  readonly key: string;
  /** What there is instead. */
  readonly advice: string;

  constructor(key: string, message: string, advice: string) {
    super(message);
    this.key = key;
    this.advice = advice;
  }
}

/** The refusal as the model reads it; remembered, so that the second one is short. */
export function tellRefusal({ key, message, advice }: Refused, session: ToolSession): string {
  if (session.refused.includes(key)) return `${message} Об этом уже сказано; не запрашивайте снова.`;
  session.refused.push(key);
  return `${message} ${advice}`;
}

/** `2`, `"2"` and `"D2"`. */
export const documentNumber = z
  .preprocess(
    (value) => (typeof value === 'string' ? Number(value.trim().replace(/^[DД]/i, '')) : value),
    z.int().min(1).max(100_000),
  )
  .describe('Номер документа из списка: 2 для D2');

export const pageNumber = z
  .preprocess(
    (value) => (typeof value === 'string' && /^\d{1,6}$/.test(value.trim()) ? Number(value) : value),
    z.int({ error: 'страница — целое число; для номера листа («5.1») есть sheet' }).min(1).max(100_000),
  )
  .describe('Страница файла, с 1. Это не номер листа');

export const sheetNumber = z
  .preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string().trim().min(1).max(40),
  )
  .describe('Номер листа из штампа: «5.1». Это не страница');

/** One or many strings. */
export const manyStrings = (most: number, description: string) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(z.string().min(1).max(120)).min(1).max(most),
    )
    .describe(description);

export const reason = z
  .string()
  .trim()
  .max(500)
  .optional()
  .describe('Зачем: одна короткая фраза, её увидит человек');
