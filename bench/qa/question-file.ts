import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../lib/program.ts';

const Row = z.object({
  doc_file: z.string().min(1),
  question: z.string().trim().min(1),
  must_contain: z.array(z.string()).default([]),
  block_ids: z.array(z.string()).default([]),
});

export type QuestionRow = z.output<typeof Row>;

/** Questions over documents, one JSON object a line; other fields are passed over. @throws BenchError naming the line */
export function readQuestions(file: string): QuestionRow[] {
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const rows = lines.flatMap((line, at) => (line.trim() === '' ? [] : [readRow(line, `${file}:${at + 1}`)]));
  if (rows.length === 0) throw new BenchError(`${file}: в файле нет вопросов`);
  return rows;
}

function readRow(line: string, place: string): QuestionRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BenchError(`${place}: строка не читается как JSON`);
  }
  const row = Row.safeParse(value);
  if (row.success) return row.data;
  const problems = row.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new BenchError(`${place}: нужны поля doc_file, question, block_ids (${problems.join('; ')})`);
}
