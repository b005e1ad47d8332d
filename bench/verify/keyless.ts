import type { Client } from '@aizoomdoc/client';
import type { Checks } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import { askDocument } from '../answers/ask.ts';
import { importBundle, signIn } from '../lib/api.ts';
import { requirePaths, say } from '../lib/program.ts';
import { adminToken, startTemporaryServer } from '../lib/server.ts';
import { formatTable } from '../lib/table.ts';
import { bundlePaths, readFiles } from '../qa/documents.ts';
import { type QuestionRow, readQuestions } from '../qa/question-file.ts';

type Check = z.output<typeof Checks>;

/** What became of the answers to one file of questions. */
interface Checked {
  file: string;
  answers: number;
  claims: number;
  confirmed: number;
  conflicts: string[];
  doubted: string[];
}

/** Asks a server without a model and reads how it checked its own answers. */
export async function measureKeyless(
  sets: readonly { questions: string; documents: string }[],
): Promise<Checked[]> {
  await using server = await startTemporaryServer({});
  const client = await signIn(server.url, adminToken);
  const checked: Checked[] = [];
  for (const { questions, documents } of sets) {
    const outcome = { file: questions, answers: 0, claims: 0, confirmed: 0, conflicts: [], doubted: [] };
    const rows = Map.groupBy(readQuestions(questions), ({ doc_file }) => doc_file);
    for (const [file, asked] of rows) {
      const paths = bundlePaths(documents, file);
      if (paths === null) continue;
      requirePaths(paths);
      const { id } = await importBundle(client, await readFiles(paths));
      await askAll(client, id, asked, outcome);
      say(`${file}: вопросов ${asked.length}`);
    }
    checked.push(outcome);
  }
  return checked;
}

async function askAll(
  client: Client,
  documentId: string,
  rows: readonly QuestionRow[],
  outcome: Checked,
): Promise<void> {
  for (const { question } of rows) {
    const { text, checks } = await askDocument(client, documentId, question);
    outcome.answers += 1;
    if (checks === null) outcome.doubted.push(`${question} — ответ не проверен`);
    else add(outcome, { question, text, checks });
  }
}

function add(
  outcome: Checked,
  { question, text, checks }: { question: string; text: string; checks: Check },
): void {
  outcome.claims += checks.claims.length;
  outcome.confirmed += checks.claims.filter(({ status }) => status !== 'not_confirmed').length;
  outcome.conflicts.push(...checks.conflicts.map(({ message }) => `${question} — ${message}`));
  for (const { status, start, end, note } of checks.claims) {
    if (status !== 'not_confirmed') continue;
    const around = `${text.slice(Math.max(0, start - 60), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 30)}`;
    outcome.doubted.push(`${question} — ${around.replace(/\s*\n+\s*/gu, ' ⏎ ')}: ${note}`);
  }
}

export function keylessText(checked: readonly Checked[]): string {
  const rows = checked.map(({ file, answers, claims, confirmed, conflicts }) => [
    file.split('/').at(-1) ?? file,
    String(answers),
    String(claims),
    String(claims - confirmed),
    (confirmed / Math.max(1, claims)).toFixed(4),
    String(conflicts.length),
  ]);
  const lines = checked.flatMap(({ doubted, conflicts }) => [
    ...doubted,
    ...conflicts.map((one) => `расхождение: ${one}`),
  ]);
  return [
    formatTable(['вопросы', 'ответов', 'утверждений', 'не подтверждено', 'доля', 'расхождений'], rows),
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}
