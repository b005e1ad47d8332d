import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ReadDocument, readDocuments } from '@aizoomdoc/documents/readers';
import type { EvidenceSource } from '@aizoomdoc/documents/verify';
import { callerPath, readFlags, requirePaths, runProgram, say } from './lib/program.ts';
import { bundlePaths } from './qa/documents.ts';
import { readCases } from './verify/cases.ts';
import { keylessText, measureKeyless } from './verify/keyless.ts';
import { measure, measureRows } from './verify/measure.ts';
import { readAnsweredQuestions } from './verify/question-file.ts';
import { reportJson, reportText } from './verify/report.ts';
import { measureSpeed } from './verify/speed.ts';
import { tableRowCases } from './verify/table-rows.ts';

const usage = `npm run -s bench:verify -- [--questions FILE.jsonl] [--documents DIR] [--json] [--keyless]

Верные ответы проходят проверку, ответы с одной изменённой цифрой, маркой, датой, листом или ссылкой — нет. --keyless: ответы программы
без ИИ на вопросы и на bench/answers/questions-*.jsonl, проверенные сервером: они дословны, сомневаться в них почти не в чем.`;

const shared = new URL('../../shared', import.meta.url).pathname;

runProgram(async () => {
  const flags = readFlags(
    {
      questions: { type: 'string' },
      documents: { type: 'string' },
      json: { type: 'boolean', default: false },
      keyless: { type: 'boolean', default: false },
    },
    usage,
  );
  const questionFile =
    flags.questions === undefined ? path.join(shared, 'qa/aizoomdoc.dev.jsonl') : callerPath(flags.questions);
  const folder =
    flags.documents === undefined ? path.join(shared, 'data/aizoomdoc-samples') : callerPath(flags.documents);
  requirePaths([questionFile, folder]);
  if (flags.keyless) {
    const checked = await measureKeyless([
      { questions: questionFile, documents: folder },
      ...ownQuestions(folder),
    ]);
    console.log(flags.json ? JSON.stringify(checked, null, 2) : keylessText(checked));
    return;
  }
  const questions = readAnsweredQuestions(questionFile);
  const documents = await readAll(folder, [...new Set(questions.map(({ doc_file }) => doc_file))]);
  const { cases, excluded } = readCases(questions, (file, code) => findBlock(documents.get(file), code));
  const tableRows = [...documents.values()].flatMap((document) =>
    tableRowCases(document, (code) => findBlock(document, code)),
  );
  const blocks = [...documents.values()].flatMap((document) =>
    document.model.blocks.flatMap(({ code }) => findBlock(document, code) ?? []),
  );
  const report = {
    outcome: measure(cases),
    rows: measureRows(tableRows),
    timings: measureSpeed(blocks),
    excluded,
  };
  console.log(flags.json ? JSON.stringify(reportJson(report), null, 2) : reportText(report));
});

/** Questions kept beside the benchmarks, with the folders of their documents. */
function ownQuestions(folder: string) {
  const own = (name: string) => new URL(`answers/questions-${name}.jsonl`, import.meta.url).pathname;
  const demo = new URL('../apps/server/demo', import.meta.url).pathname;
  return [
    { questions: own('samples'), documents: folder },
    { questions: own('demo'), documents: demo },
  ];
}

/** Documents by the file that the questions name. */
async function readAll(folder: string, files: readonly string[]): Promise<Map<string, ReadDocument>> {
  const documents = new Map<string, ReadDocument>();
  for (const file of files) {
    const paths = bundlePaths(folder, file) ?? [];
    requirePaths(paths);
    const inputs = await Promise.all(
      paths.map(async (each) => ({ name: path.basename(each), bytes: await readFile(each) })),
    );
    const [document] = (await readDocuments(inputs)).documents;
    if (document === undefined) say(`${file}: документ не прочитан`);
    else documents.set(file, document);
  }
  return documents;
}

function findBlock(document: ReadDocument | undefined, code: string): EvidenceSource | undefined {
  const block = document?.model.blocks.find((one) => one.code === code);
  if (document === undefined || block === undefined) return undefined;
  const { pages, title } = document.model;
  const sheetTitle = pages.find(({ number }) => number === block.page)?.sheetTitle ?? null;
  const { text, page, sheet } = block;
  return { id: code, code, text, page, sheet, sheetTitle, documentTitle: title };
}
