import { importBundle, readBlocks, signIn } from './lib/api.ts';
import { type Contestants, compete, type Outcomes } from './lib/contest.ts';
import {
  BenchError,
  callerPath,
  readFlags,
  requirePaths,
  runProgram,
  say,
  UsageError,
} from './lib/program.ts';
import { openRussianFullText } from './lib/russian-fts.ts';
import { adminToken, startTemporaryServer } from './lib/server.ts';
import { readFiles } from './qa/documents.ts';
import { type Plan, planQuestions } from './qa/plan.ts';
import { readQuestions } from './qa/question-file.ts';
import { reportJson, reportText } from './qa/report.ts';

const usage = `npm run -s bench:qa -- --questions FILE.jsonl --documents DIR [--json] [--server URL --token T]

Есть ли нужный блок среди первых найденных: вопросы с block_ids по документам всех поколений (*_document.md + *_blocks.json,
*_ocr.html + *_annotation.json + *_result.json и другие).
Без --server запускается свой сервер во временной папке.`;

runProgram(async () => {
  const flags = readOptions();
  requirePaths([flags.questions, flags.documents]);
  const plan = planQuestions(readQuestions(flags.questions), flags.documents);
  requirePaths(plan.documents.flatMap(({ paths }) => paths));
  for (const [file, count] of Object.entries(plan.unsupported)) {
    say(`${file}: формат не поддержан, вопросов пропущено: ${count}`);
  }
  if (plan.documents.every(({ questions }) => questions.length === 0)) {
    throw new BenchError('Нет ни одного вопроса, который можно измерить: нужны block_ids');
  }

  await using resources = new AsyncDisposableStack();
  const server = flags.server ?? resources.use(await startTemporaryServer({}));
  const client = await signIn(server.url, flags.server?.token ?? adminToken);
  const fullText = resources.use(await openRussianFullText());
  const byDocument = new Map<string, Outcomes>();
  for (const document of plan.documents) {
    if (document.questions.length === 0) continue;
    byDocument.set(document.docFile, await askDocument({ client, fullText }, document));
  }
  const report = flags.json
    ? JSON.stringify(reportJson(byDocument, plan), null, 2)
    : reportText(byDocument, plan);
  console.log(report);
});

function readOptions() {
  const flags = readFlags(
    {
      questions: { type: 'string' },
      documents: { type: 'string' },
      json: { type: 'boolean', default: false },
      server: { type: 'string' },
      token: { type: 'string' },
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
    server: server === undefined || token === undefined ? null : { url: server, token },
  };
}

async function askDocument(
  contestants: Contestants,
  { docFile, paths, questions }: Plan['documents'][number],
): Promise<Outcomes> {
  say(`${docFile}: загрузка…`);
  const { id } = await importBundle(contestants.client, await readFiles(paths));
  const blocks = await readBlocks(contestants.client, id);
  const codes = new Set(blocks.map(({ block_id }) => block_id));
  const unknown = questions.flatMap(({ block_ids }) => block_ids).filter((code) => !codes.has(code));
  if (unknown.length > 0) say(`${docFile}: в документе нет блоков ${[...new Set(unknown)].join(', ')}`);
  say(`${docFile}: блоков ${blocks.length}, вопросов ${questions.length}`);
  const passages = blocks.map(({ block_id, sheet_title, text }) => ({
    id: block_id,
    title: sheet_title ?? '',
    text,
  }));
  return compete(
    contestants,
    { documentId: id, passages },
    questions.map(({ question, block_ids }) => ({ text: question, right: new Set(block_ids) })),
  );
}
