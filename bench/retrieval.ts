import path from 'node:path';
import { importBundle, readBlocks, signIn } from './lib/api.ts';
import { type Corpus, compete, measureAll, type Outcomes, peers, type Ranking } from './lib/contest.ts';
import {
  BenchError,
  callerPath,
  readFlags,
  requirePaths,
  runProgram,
  say,
  UsageError,
} from './lib/program.ts';
import { comparisonJson, qualityJson, qualityTable } from './lib/quality-report.ts';
import { openRussianFullText } from './lib/russian-fts.ts';
import { adminToken, startTemporaryServer } from './lib/server.ts';
import { codeOf, escapeLines, writeBundle } from './retrieval/bundle.ts';
import { readSquad, type SquadSet } from './retrieval/squad-file.ts';

const usage = `npm run -s bench:retrieval -- --squad FILE.json [--json]

Находится ли абзац, по которому задан вопрос: файл раскладки SQuAD v1.1, каждый абзац — блок документа.`;

runProgram(async () => {
  const { file, json } = readOptions();
  requirePaths([file]);
  const set = readSquad(file);
  const outcomes = await measureSet(path.basename(file, '.json'), set);
  const all = measureAll(outcomes);
  const peer = (ranking: Ranking) => ({
    total: qualityJson(all[ranking], 'R'),
    ours_against_it: comparisonJson(all.ours, all[ranking], 'R'),
  });
  const report = {
    total: qualityJson(all.ours, 'R'),
    passages: set.passages.length,
    baselines: Object.fromEntries(peers.map((ranking) => [ranking, peer(ranking)])),
  };
  console.log(json ? JSON.stringify(report, null, 2) : qualityTable(path.basename(file), all, 'R'));
});

function readOptions(): { file: string; json: boolean } {
  const flags = readFlags({ squad: { type: 'string' }, json: { type: 'boolean', default: false } }, usage);
  if (flags.squad === undefined) throw new UsageError(usage);
  return { file: callerPath(flags.squad), json: flags.json };
}

async function measureSet(name: string, { passages, questions }: SquadSet): Promise<Outcomes> {
  await using resources = new AsyncDisposableStack();
  const server = resources.use(await startTemporaryServer({ env: { MAX_FILE_SIZE_MB: '2048' } }));
  const client = await signIn(server.url, adminToken);
  say(`${name}: загрузка ${passages.length} абзацев…`);
  const { id } = await importBundle(client, writeBundle(name, passages));
  const corpus: Corpus = {
    documentId: id,
    passages: passages.map(({ title, text }, at) => ({ id: codeOf(at), title, text })),
  };
  const blocks = await readBlocks(client, id);
  const texts = new Map(blocks.map(({ block_id, text }) => [block_id, text]));
  const lost = corpus.passages.filter((passage) => texts.get(passage.id) !== escapeLines(passage.text));
  if (lost.length > 0 || blocks.length !== passages.length) {
    throw new BenchError(`${name}: сервер прочитал не те абзацы (${lost.map((each) => each.id).join(', ')})`);
  }
  say(`${name}: вопросов ${questions.length}`);
  const fullText = resources.use(await openRussianFullText());
  return await compete(
    { client, fullText },
    corpus,
    questions.map(({ text, passage }) => ({ text, right: new Set([codeOf(passage)]) })),
  );
}
