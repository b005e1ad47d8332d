import { monitorEventLoopDelay } from 'node:perf_hooks';
import { searchBlocks } from '@aizoomdoc/contracts';
import {
  createSearchIndex,
  type DocumentModel,
  type SearchIndex,
  type SearchQuery,
} from '@aizoomdoc/documents';
import { importBundle, signIn } from './lib/api.ts';
import { temporaryFolder } from './lib/folders.ts';
import { callerPath, readFlags, requirePaths, runProgram, say, UsageError } from './lib/program.ts';
import { openRussianFullText } from './lib/russian-fts.ts';
import { adminToken, startServer } from './lib/server.ts';
import { formatTable } from './lib/table.ts';
import { readFiles } from './qa/documents.ts';
import { createRandom, createVariation, indexedCopy, questionsFrom, readSample } from './search/corpus.ts';
import { connectTo, copyDocument } from './search/many-documents.ts';
import { type Figures, measureSearch, usedMemory } from './search/measure.ts';
import { measureMiniSearch, measurePostgres, type Passage, type PeerFigures } from './search/peers.ts';

const usage = `npm run -s bench:search -- --sample DOCUMENT.md [--sample BLOCKS.json] [--blocks 100000] [--only index|http|peers] [--json]

Скорость и память поиска: тексты образца, изменённые случайно, но при каждом запуске одинаково.`;

type Row = Partial<PeerFigures> & Partial<Figures> & { name: string };

runProgram(async () => {
  const { sample, blocks, only, json } = readOptions();
  requirePaths(sample);
  const model = readSample(sample);
  const copies = Math.ceil(blocks / model.blocks.length);
  const questions = questionsFrom(model, 300, createRandom(7));
  const rows: Row[] = [];
  if (only !== 'http' && only !== 'peers') rows.push(...(await measureIndex(model, copies, questions)));
  if (only !== 'index' && only !== 'peers')
    rows.push(...(await measureHttp({ model, sample, copies }, questions)));
  if (only !== 'index' && only !== 'http') rows.push(...(await measurePeers(model, copies, questions)));
  console.log(json ? JSON.stringify(rows, null, 2) : tableOf(rows));
});

function readOptions() {
  const flags = readFlags(
    {
      sample: { type: 'string', multiple: true },
      blocks: { type: 'string', default: '100000' },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    usage,
  );
  const blocks = Number(flags.blocks);
  if (flags.sample === undefined || !Number.isInteger(blocks) || blocks < 1) throw new UsageError(usage);
  return { ...flags, sample: flags.sample.map(callerPath), blocks };
}

async function measureIndex(
  model: DocumentModel,
  copies: number,
  questions: readonly string[],
): Promise<Row[]> {
  const vary = createVariation(model, createRandom());
  const index = createSearchIndex();
  const before = usedMemory();
  let spent = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let copy = 0; copy < copies; copy++) {
    const blocks = indexedCopy(`d${copy}`, model, vary);
    // Making the texts holds the loop, too: only the index is looked at.
    await new Promise((resolve) => setImmediate(resolve));
    delay.enable();
    const from = performance.now();
    await index.put(`d${copy}`, blocks);
    spent += performance.now() - from;
    delay.disable();
  }
  const memory = ((usedMemory() - before) / index.size.blocks) * 1000;
  say(`Индекс: ${JSON.stringify(index.size)}; задержка цикла событий до ${(delay.max / 1e6).toFixed(1)} мс`);
  const ask = (filter: Partial<SearchQuery>) =>
    measureSearch(questions, (text) => index.search({ text, ...filter }));
  return [
    { name: 'AIZoomDoc, все документы', ...(await ask({})), build: spent / 1000, memory },
    { name: 'AIZoomDoc, 3 документа', ...(await ask({ documentIds: threeOf(index) })) },
    { name: 'AIZoomDoc, страница и вид', ...(await ask({ page: 5, kind: 'text' })) },
  ];
}

function threeOf(index: SearchIndex): string[] {
  const ids = index.documentIds();
  return [0, ids.length >> 1, ids.length - 1].map((at) => ids[at] ?? '');
}

interface Installation {
  model: DocumentModel;
  sample: readonly string[];
  copies: number;
}

async function measureHttp(
  { model, sample, copies }: Installation,
  questions: readonly string[],
): Promise<Row[]> {
  await using folder = await temporaryFolder();
  {
    await using server = await startServer({ dataDir: folder.path });
    const { id } = await importBundle(await signIn(server.url, adminToken), await readFiles([...sample]));
    say(`Запись ${copies} документов…`);
    const client = await connectTo(folder.path);
    const vary = createVariation(model, createRandom());
    await copyDocument(client, id, { model, copies: copies - 1, vary }).finally(() => client.end());
  }
  const first = await startAndAsk(folder.path, async () => ({}));
  const again = await startAndAsk(folder.path, (ask) => measureSearch(questions, ask));
  return [
    { name: 'AIZoomDoc, по HTTP (сборка: от запуска до первого ответа)', ...again },
    { name: 'AIZoomDoc, то же, тексты ещё не разобраны', ...first },
  ];
}

/** Starts the server on a folder. @returns seconds to its first answer, and what was measured then */
async function startAndAsk(
  dataDir: string,
  measure: (ask: (question: string) => Promise<unknown>) => Promise<Partial<Figures>>,
): Promise<Omit<Row, 'name'>> {
  const started = performance.now();
  await using server = await startServer({ dataDir });
  const client = await signIn(server.url, adminToken);
  const ask = (q: string) => client.list(searchBlocks, { query: { q: q.slice(0, 1000), limit: 10 } });
  await ask('перемычка');
  const build = (performance.now() - started) / 1000;
  return { build, ...(await measure(ask)) };
}

async function measurePeers(
  model: DocumentModel,
  copies: number,
  questions: readonly string[],
): Promise<Row[]> {
  function* passages(): Generator<Passage> {
    const vary = createVariation(model, createRandom());
    for (let copy = 0; copy < copies; copy++)
      for (const { code, sheetTitle, text } of indexedCopy(`d${copy}`, model, vary))
        yield { id: `${copy}-${code}`, title: sheetTitle ?? '', text };
  }
  say('PostgreSQL…');
  await using fullText = await openRussianFullText();
  const postgres = await measurePostgres(fullText, passages, questions);
  say('MiniSearch…');
  return [
    { name: 'PostgreSQL russian, GIN', ...postgres },
    { name: 'MiniSearch', ...(await measureMiniSearch(passages, questions)) },
  ];
}

function tableOf(rows: readonly Row[]): string {
  const shown = (value: number | null | undefined) => (value == null ? '—' : value.toFixed(1));
  return formatTable(
    ['', 'p50, мс', 'p95, мс', 'p99, мс', 'сборка, с', 'МБ на 1 000 блоков'],
    rows.map(({ name, p50, p95, p99, build, memory }) => [
      name,
      ...[p50, p95, p99, build, memory].map(shown),
    ]),
  );
}
