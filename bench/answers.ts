import type { Client } from '@aizoomdoc/client';
import { absentMarkQuestions } from './answers/absent-marks.ts';
import { askDocument } from './answers/ask.ts';
import { judge, kindOf, type Task, type Verdict } from './answers/judge.ts';
import { reportJson, reportText } from './answers/report.ts';
import { type ModelOptions, readModel, useModel } from './answers/use-model.ts';
import { importBundle, readBlocks, signIn } from './lib/api.ts';
import { callerPath, readFlags, requirePaths, runProgram, say, UsageError } from './lib/program.ts';
import { adminToken, startTemporaryServer } from './lib/server.ts';
import { bundlePaths, readFiles } from './qa/documents.ts';
import { type QuestionRow, readQuestions } from './qa/question-file.ts';

const usage = `npm run -s bench:answers -- --questions FILE.jsonl --documents DIR [--json] [--show] [--server URL --token T]
    [--model поставщик:модель --key-env ПЕРЕМЕННАЯ [--base-url URL] [--profile simple|complex]]

Что отвечает программа: каждый вопрос — в новом чате, к которому прикреплён один документ, через HTTP. Верен ответ, в котором
есть всё из must_contain и ссылка на блок из block_ids; где документ молчит — ответ, который так и говорит. Ещё 20 вопросов об
обозначениях, которых в документах нет, составляются сами. Без --model отвечает программа без ИИ; без --server — свой
сервер во временной папке. --show печатает ответы. С --server модели того сервера на время измерения меняются.`;

const MADE_UP = 20;
const SEED = 20_261_121;

runProgram(async () => {
  const options = readOptions();
  const rows = readQuestions(options.questions);
  requirePaths([options.documents]);
  await using resources = new AsyncDisposableStack();
  const server = options.server ?? resources.use(await startTemporaryServer({ env: vendorAddresses() }));
  const client = await signIn(server.url, options.server?.token ?? adminToken);
  if (options.model !== null) resources.use(await useModel(client, options.model));
  const byDocument = new Map<string, Verdict[]>();
  const files = [...Map.groupBy(rows, ({ doc_file }) => doc_file)];
  for (const [at, [file, questions]] of files.entries()) {
    const paths = bundlePaths(options.documents, file);
    if (paths === null) {
      say(`${file}: формат не поддержан, вопросов пропущено: ${questions.length}`);
      continue;
    }
    requirePaths(paths);
    const madeUp =
      Math.floor((MADE_UP * (at + 1)) / files.length) - Math.floor((MADE_UP * at) / files.length);
    byDocument.set(file, await askAll(client, { paths, questions, madeUp, show: options.show }));
  }
  console.log(options.json ? JSON.stringify(reportJson(byDocument), null, 2) : reportText(byDocument));
});

interface DocumentPlan {
  paths: readonly string[];
  questions: readonly QuestionRow[];
  /** Questions over absent marks that are asked, too. */
  madeUp: number;
  show: boolean;
}

async function askAll(client: Client, { paths, questions, madeUp, show }: DocumentPlan): Promise<Verdict[]> {
  const document = await importBundle(client, await readFiles(paths));
  const blocks = await readBlocks(client, document.id);
  const made = absentMarkQuestions(
    blocks.map(({ text }) => text),
    madeUp,
    SEED,
  );
  say(`${document.title}: блоков ${blocks.length}, вопросов ${questions.length} и ${made.length}`);
  const tasks = [...questions.map(taskOf), ...made.map(madeUpTask)];
  const verdicts: Verdict[] = [];
  for (const task of tasks) {
    const verdict = judge(task, await askDocument(client, document.id, task.question));
    verdicts.push(verdict);
    if (show) say(`\n${verdict.isRight ? '✓' : '✗'} ${task.question}\n\n${verdict.answer.text}\n`);
  }
  return verdicts;
}

function taskOf({ question, must_contain, block_ids }: QuestionRow): Task {
  const wanted = { mustContain: must_contain, blockIds: block_ids };
  return { kind: kindOf(wanted), question, ...wanted };
}

function madeUpTask(question: string): Task {
  return { kind: 'made_up', question, mustContain: [], blockIds: [] };
}

/** Loopback vendors of the caller serve the benchmark's server, too. */
function vendorAddresses(): Record<string, string> {
  const names = ['GEMINI_BASE_URL', 'OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function readOptions() {
  const flags = readFlags(
    {
      questions: { type: 'string' },
      documents: { type: 'string' },
      json: { type: 'boolean', default: false },
      show: { type: 'boolean', default: false },
      server: { type: 'string' },
      token: { type: 'string' },
      model: { type: 'string' },
      'key-env': { type: 'string' },
      'base-url': { type: 'string' },
      profile: { type: 'string', default: 'simple' },
    },
    usage,
  );
  const { questions, documents, server, token } = flags;
  if (questions === undefined || documents === undefined) throw new UsageError(usage);
  if ((server === undefined) !== (token === undefined)) throw new UsageError(usage);
  return {
    questions: callerPath(questions),
    documents: callerPath(documents),
    json: flags.json,
    show: flags.show,
    server: server === undefined || token === undefined ? null : { url: server, token },
    model: flags.model === undefined ? null : readModelOptions({ ...flags, model: flags.model }),
  };
}

function readModelOptions(flags: {
  model: string;
  profile: string;
  'key-env'?: string | undefined;
  'base-url'?: string | undefined;
}): ModelOptions {
  const { profile } = flags;
  if (profile !== 'simple' && profile !== 'complex') throw new UsageError(usage);
  const name = flags['key-env'];
  const apiKey = name === undefined ? null : (process.env[name] ?? null);
  const chosen = readModel(flags.model);
  if (apiKey === null && chosen.provider !== 'compatible') {
    throw new UsageError(`Ключ ${chosen.provider}: назовите непустую переменную окружения в --key-env`);
  }
  return { ...chosen, profile, apiKey, baseUrl: flags['base-url'] ?? null };
}
