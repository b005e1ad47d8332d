import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../lib/program.ts';

const Row = z.object({
  doc_file: z.string().min(1),
  question: z.string().trim().min(1),
  answer: z.string().trim().min(1),
  block_ids: z.array(z.string()).default([]),
});

export type AnsweredQuestion = z.output<typeof Row>;

/** Questions with their right answers, one JSON object a line. @throws BenchError naming the line */
export function readAnsweredQuestions(file: string): AnsweredQuestion[] {
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [readRow(line, `${file}:${at + 1}`)]));
}

function readRow(line: string, place: string): AnsweredQuestion {
  try {
    return Row.parse(JSON.parse(line));
  } catch {
    throw new BenchError(`${place}: нужна строка JSON с полями doc_file, question, answer, block_ids`);
  }
}
