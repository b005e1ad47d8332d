import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../lib/program.ts';

/** Neither half a letter nor NUL goes through HTTP and PostgreSQL. */
const Text = z.string().transform((text) => text.toWellFormed().replaceAll('\0', ' '));

const Squad = z.object({
  data: z.array(
    z.object({
      title: Text.default(''),
      paragraphs: z.array(
        z.object({
          context: Text,
          qas: z.array(z.object({ question: Text })).default([]),
        }),
      ),
    }),
  ),
});

export interface Passage {
  title: string;
  text: string;
}

export interface SquadSet {
  /** Distinct paragraphs in the order of the file. */
  passages: Passage[];
  /** `passage` is the index of the paragraph that the question was asked of. */
  questions: { text: string; passage: number }[];
}

/** Reads a file of the SQuAD v1.1 layout; a paragraph that stands in it twice is one passage. */
export function readSquad(file: string): SquadSet {
  const set: SquadSet = { passages: [], questions: [] };
  const known = new Map<string, number>();
  for (const { title, paragraphs } of parse(file).data) {
    for (const { context, qas } of paragraphs) {
      const passage = known.get(context) ?? set.passages.length;
      if (passage === set.passages.length) set.passages.push({ title, text: context });
      known.set(context, passage);
      for (const { question } of qas)
        if (question.trim() !== '') set.questions.push({ text: question.trim(), passage });
    }
  }
  if (set.questions.length === 0) throw new BenchError(`${file}: в файле нет вопросов`);
  return set;
}

function parse(file: string): z.output<typeof Squad> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BenchError(`${file}: не читается как JSON (${(error as Error).message})`);
  }
  const squad = Squad.safeParse(value);
  if (squad.success) return squad.data;
  const problem = squad.error.issues[0];
  throw new BenchError(
    `${file}: нужна раскладка SQuAD v1.1 — data[].paragraphs[].{context, qas[].question} (${problem?.path.join('.')}: ${problem?.message})`,
  );
}
